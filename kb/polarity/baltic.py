"""Which words deny or hedge in Latvian and Lithuanian?

See ``row`` for how they are written.
"""

from __future__ import annotations

from kb.polarity.row import Words

WORDS: dict[str, Words] = {
    "lt": Words(
        negation="trūk*? vietoj? ne nėra nebuvo nebus nebūtų nebūt* nebėra nei…nei neturi neturė* neturint* neturim*"
        " negali negalė* negalim* nereikia nereik* nežino* nenaudo* nesuteik* netaik* neleidž* neleis* nenor*"
        " nepavyk* nevyk* nesusij* neprival* neketin* nenustat* neatlik* nepranes* neatsak* be ne*tų? nepakank*?"
        " ne*? neb*?",
        concord="niekas nieko niekam niekada nė jok* nei niekur niekuomet nė_vien*",
        neutral="ar_ne ne_tik ne_vien be_to be_abejo be_kita_ko nes nepaisant neseniai nedelsiant netrukus negu"
        " nekalbant nepriklausom* nebent? neretai nemažai nedidel*",
        at_least="bent ne_mažiau_kaip mažiausiai daugiau_kaip# daugiau_nei# daugiau_negu# virš# per#? ar_daugiau"
        " ne_mažiau_nei ne_mažesn*",
        at_most="ne_daugiau_kaip daugiausia# iki# mažiau_kaip# mažiau_nei# mažiau_negu# ne_daugiau_nei"
        " ne_vėliau_kaip? ne_didesn* iki? daugiausiai# daugiausia?",
        about="apie# maždaug beveik apytiksliai apytikriai arti# apytikr*? apie?",
        may="galite? galima? galbūt tikriausiai turbūt galimai veikiausiai galėtų greičiausiai gali? gal? galim*?"
        " tikėtina?",
        only="tik tiktai vien išimtinai vienintel*? vien_tik",
        most="dauguma daugumos daugumą daugum* didžioji_dalis daugel*? dažniausiai? labiausiai?",
        amounts="pusė pusę pusės trečdal* ketvirtadal* šimt* tūkstan* milijon* | du dvi trys keturi penki dešimt",
    ),
    "lv": Words(
        negation="trūk*? vietā? ne nav nebija nebūs nebūtu nebūt nevar nevarē* nevajag nevajadzē* nedrīkst* nespēj*"
        " netiek netika neizmant* nezin* nevēl* nenotiek nenotika nepastāv* neatļauj* neparedz* neatbild* bez"
        " ne*tu? ne*?",
        concord="nekad neviens nevienu nevienam neviena nekas neko nekād* nekur ne…ne nedz nedz…nedz",
        neutral="vai_ne vai_nē ne_tikai ne_vien bez_tam nekā nedēļ* netālu neskatoties neraugoties neatkarīg* nesen"
        " neapšaubām* nemitīg* nepārtraukt* nepilngadīg* ne_mazāk_svarīg*",
        at_least="vismaz vairāk_nekā# ne_mazāk_kā pāri# virs# vairāk_par# vai_vairāk ne_mazāk_par",
        at_most="ne_vairāk_kā līdz# mazāk_nekā# augstākais mazāk_par# zem# ne_vairāk_par ne_vēlāk_kā? līdz? maksimāli",
        about="aptuveni apmēram gandrīz ap# teju aptuven*? tuvu#",
        may="drīkst? varbūt iespējams droši_vien varētu iespējami iespējam*? var? varē*? ticams?",
        only="tikai vienīgi vien? vienīg*? ekskluzīvi",
        most="vairākum* lielākā_daļa lielāko_daļu lielākajai_daļai lielākās_daļas vairums vairumā visbiežāk? vis*?",
        amounts="puse pusi puses trešdaļ* ceturtdaļ* simt* tūksto* miljon* | divi divas trīs četri pieci desmit",
    ),
}
