"""Names: what people of the world are called, one for each script or trap, all invented."""

LEFT_TO_RIGHT = {
    "French": "Éloïse Œdipe-L’Heureux", "Vietnamese NFC": "Nguyễn Thị Ngọc Ánh",
    "Vietnamese NFD": "Nguye\u0302\u0303n Thi\u0323 Ngo\u0323c A\u0301nh", "Icelandic": "Þórður Æsa Guðmundsdóttir",
    "Turkish": "İsmail Şükrü Çağlayan Iğdır", "Polish": "Łukasz Żółć-Śliwiński", "Yoruba": "Ọláyínká Adébáyọ̀ Ṣẹ́gun",
    "Lithuanian": "Ųla Ė̃gidijus Mį̇̀lda", "Hawaiian": "Kaʻiulani Keōpūolani", "Greek": "Αλέξανδρος Παπαδόπουλος",
    "Greek poly": "Ἀχιλλεύς ᾍδης", "Russian": "Владимир Щербаков", "Ukrainian": "Ґанна Їжакевич", "Kazakh": "Әлия Нұрғалиқызы",
    "Serbian": "Љиљана Џорџевић", "Armenian": "Արամ Խաչատրյան", "Georgian": "ნინო ჩხეიძე", "Georgian caps": "ᲜᲘᲜᲝ",
    "Hindi": "क्षमा त्रिपाठी श्रीवास्तव", "Marathi": "ज्ञानेश्वर ऱ्हाळे", "Nepali": "सुश्री कृष्णा",
    "Bengali": "শ্রীময়ী চট্টোপাধ্যায়", "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ ਢਿੱਲੋਂ", "Gujarati": "કૃષ્ણકાંત જ્ઞાનેશ",
    "Oriya": "ଶ୍ରୀକ୍ଷେତ୍ର ପଟ୍ଟନାୟକ", "Tamil": "ஸ்ரீ லக்ஷ்மி கௌதமி", "Telugu": "శ్రీనివాస్ కృష్ణమూర్తి", "Kannada": "ಶ್ರೀಲಕ್ಷ್ಮಿ ಕೃಷ್ಣ",
    "Malayalam": "ശ്രീലക്ഷ്മി കൃഷ്ണൻ", "Sinhala": "ශ\u0dca\u200dර\u0dd3 ල\u0d82ක\u0dcf ක\u0dca\u200dර\u0dd2ෂ\u0dcaණ",
    "Thai": "น้ำทิพย์ ศรีสุข", "Lao": "ຄຳຫຼ້າ ນ້ຳທິບ", "Khmer": "ស្រីមុំ ខ្ញុំព្រះ", "Burmese": "ဒေါ်အောင်ဆန်းစုကြည်",
    "Shan": "ၸၢႆးသၢမ်", "Tibetan": "བསྟན་འཛིན་རྒྱ་མཚོ", "Dzongkha": "འཇིགས་མེད་ཁེ་སར", "Ethiopic": "ኃይለ ሥላሴ ገብረ", "Cree": "ᒪᑭᓯᐣ ᑳᐯᑕᐟ",
    "Inuktitut": "ᐊᓛᓯ ᐃᖃᓗᒃ ᖃᐅᔨᒪᔪᖅ", "Cherokee": "ᏣᎳᎩ ᏎᏉᏯ", "Tifinagh": "ⵎⴰⵙⵉⵏⵉⵙⵙⴰ ⴷⵉⵀⵢⴰ", "Ol Chiki": "ᱨᱟᱹᱜᱷᱩᱱᱟᱛᱷ ᱢᱩᱨᱢᱩ",
    "Meetei": "ꯏꯕꯣꯝꯆꯥ ꯁꯤꯡꯍ", "Mongolian": "ᠴᠢᠩᠭᠢᠰ ᠬᠠᠭᠠᠨ", "Javanese": "ꦱꦸꦂꦪꦤꦶꦁꦫꦠ꧀", "Balinese": "ᬓᬢᬸᬢ᭄ ᬲᬸᬃᬬ", "Yi": "ꆈꌠꁱꂷ",
    "Vai": "ꕉꕜꕮ ꔔꘋ", "Bamum": "ꚩꚫꛑ", "Cham": "ꨀꨇꩉ ꨌꩌ", "Lisu": "ꓡꓲꓢꓴ", "Osage": "𐓏𐓘𐓻𐓘𐓻𐓟", "Chakma": "𑄌𑄋𑄴𑄟𑄳𑄦", "Hmong": "𞄐𞄦𞄲𞄤",
    "Wancho": "𞋒𞋀𞋉𞋃𞋕", "Lepcha": "ᰛᰩᰵ ᰀᰬ", "Limbu": "ᤕᤰᤌᤢᤱ", "Chinese": "李小龍 欧阳娜娜 嚴淞齡", "Japanese": "さくら ア\u30f4リル 葛\U000e0100城",
    "Korean": "김민준 뷁", "Korean NFD": "\u1100\u1175\u11b7\u1106\u1175\u11ab\u110c\u116e\u11ab", "Bopomofo": "ㄊㄞˊㄅㄟˇ",
    "Stacked": "Q̃x̌́ ŋ̂g̃ ɔ́ɔ̀ ɛ̃́", "Salish": "Sḵwx̱wú7mesh lək̓ʷəŋən",
    "Cyrillic marks": "а\u0301ы\u0304 Ӥ\u0304", "rare ideographs": "𠮷野家 﨑山 髙橋 𨋢", "mixed": "Jean-李 Владимир कृष्ण",
}  # fmt: skip
RIGHT_TO_LEFT = {
    "Arabic": "محمد عبد الله الخوارزمي", "Persian": "پریسا گلچین\u200cفر", "Urdu": "ڈاکٹر نغمہ ٹھاکر", "Kurdish": "ڕێبین ئەحمەد",
    "Uyghur": "ئۇيغۇر ئاينۇر", "Hebrew": "שָׂרָה כֹּהֵן־לֵוִי", "Yiddish": "מענדל מאָכער־ספֿרים", "Syriac": "ܡܪܝܡ ܒܪ ܨܘܡܐ",
    "Thaana": "އިބްރާހިމް ނާޞިރު", "N'Ko": "ߛߎߟߋߦߡߊ߯ߣߊ߫ ߞߊ߲ߕߍ", "Adlam": "𞤀𞤣𞤤𞤢𞤥 𞤋𞤦𞤪𞤢𞥄𞤸𞤭𞤥", "Rohingya": "𐴌𐴟𐴇𐴥𐴝𐴚𐴒𐴙𐴝",
}  # fmt: skip
EMOJI = "👨\u200d👩\u200d👧 🇨🇦 👍🏽 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈"
