"""Where parcels go: one file a channel, one method `send(parcel) -> Receipt`."""
