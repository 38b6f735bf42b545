"""What the answers warn of: findings, scores, criteria."""
