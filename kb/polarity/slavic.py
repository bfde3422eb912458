"""Which words deny or hedge in Bulgarian, Croatian, Czech, Polish, Slovak and Slovenian?

See ``row`` for how they are written.
"""

from __future__ import annotations

from kb.polarity.row import Words

WORDS: dict[str, Words] = {
    "bg": Words(
        negation="не*? без*? лип*? вместо? не няма нямат нямаше няма_да без без_да нито недей* нямам* никога_не",
        concord="никога никой никого никому нищо никак никакъв никаква никакво никакви никоя никое никои нито…нито",
        neutral="неприкоснов* него неща нещо нея негов* немск* независим* неделя необходим* непълнолет* или_не не_само независимо"
        " без_оглед не_на_последно_място не_по-късно",
        at_least="поне най-малко не_по-малко_от минимум над# повече_от# или_повече",
        at_most="най-много до# максимум не_повече_от под# по-малко_от# не_по-късно_от до?",
        about="около приблизително почти близо# към# приблизителн*?",
        may="може? може_би вероятно евентуално би_могл* биха_могл* възможно_е може_да? могат_да? възможн*?",
        only="само единствено изключително_само единствен*?",
        most="повечето мнозинство* по-голямата_част най-често? по-голям*?",
        amounts="половин* трет* четвърт* сто стотици хиляд* милион* две | два три четири пет десет",
    ),
    "cs": Words(
        negation="ne*? chybí? chybějí? namísto? ne není nejsou nejsem nejsme nebyl* nebud* nebýt nemá nemaj* nemám*"
        " neměl* nemít nemůž* nemoh* nemus* nesm* nechc* nechtě* nelze nedoš* neví nevěd* neexist* nezn* nepouž*"
        " nepodař* neposkyt* nedok* ne*uje ne*ují ne*oval ne*ovali ne*ovala ne*ovalo ne*ovat bez bez_toho aniž"
        " nedosta*? nikoli nikoliv",
        concord="nikdo nikoho nikomu nikdy nic ničeho nikde žádn* ani ani…ani",
        neutral="či_ne či_nikoli či_nikoliv nebo_ne nejen nejenom ne_jen bez_ohledu neboť nebo nej* než nežli"
        " nemocn* neděl* nezletil* nezávisl* nebezpeč* nemoc* nesmír* netýk*? nemluvě neposlední nedávn* neustál*"
        " neutrál*",
        at_least="nejméně alespoň přinejmenším minimálně aspoň více_než# přes# nad# ne_méně_než nebo_více víc_než#",
        at_most="nejvýše maximálně nanejvýš až# méně_než# pod# ne_více_než nejpozději? do?",
        about="přibližně asi# zhruba kolem# okolo# téměř skoro cca circa bezmála asi?",
        may="můžete? možná pravděpodobně snad případně mohl_by mohla_by mohlo_by mohly_by mohli_by může? mohou? možn*?",
        only="pouze jen jenom výhradně výlučně jedin*?",
        most="většin* nejvíce? nejčastěj*?",
        amounts="polovin* třetin* čtvrtin* sto stovk* tisíc* milion* | dva dvě tři čtyři pět deset",
    ),
    "hr": Words(
        negation="umjesto? nedosta*? ne nije nisu nisam nismo niste nema nemaju nemamo nemoj* neće nećemo nećete"
        " neću nemojte bez ne*? nepostoj*? nemogu?",
        concord="nikad nikada nitko nikoga nikome ništa nijedan nijedna nijedno nijednog nikakav nikakva nikakve ni"
        " niti niti…niti nigdje",
        neutral="ili_ne ne_samo bez_obzira neovisno neovis* nego nek* nešto netko neki neka neke nekih nedavno"
        " nemalo nepunoljet* neizravn*",
        at_least="najmanje barem više_od# preko# iznad# ne_manje_od minimalno ili_više bar_# veće_od#",
        at_most="najviše? najviše# do# maksimalno manje_od# ispod# ne_više_od do?",
        about="oko# otprilike približno gotovo skoro približn*? oko?",
        may="smije? smiju? možda vjerojatno eventualno mogao_bi mogla_bi moglo_bi mogli_bi mogle_bi moglo_bi_se"
        " bi_mogao bi_mogla bi_moglo bi_mogli bi_mogle moguće? može? mogu? moguć*?",
        only="samo jedino isključivo tek? jedin*?",
        most="većina većine većinu većini većinom najčešće? veći*?",
        amounts="polovic* pola trećin* četvrtin* sto stotin* tisuć* milijun* | dva dvije tri četiri pet deset",
    ),
    "pl": Words(
        negation="nie bez nigdy_nie brak? braku? zamiast? nie*? inaczej_niż? aniżeli?",
        concord="nikt nikogo nikomu nigdy nic niczego żaden żadna żadne żadnego żadnej żadnych żadnym ani ani…ani"
        " nigdzie",
        neutral="czy_nie lub_nie nie_tylko nie_jedynie bez_względu niezależnie niektór* nieco niedawno"
        " niemiec* niemniej nie_mówiąc nieletni* niegodziw* niebezpiecz* niech niespełna",
        at_least="co_najmniej przynajmniej minimum ponad# więcej_niż# powyżej# nie_mniej_niż lub_więcej minimalnie",
        at_most="co_najwyżej najwyżej maksymalnie do# mniej_niż# poniżej# nie_więcej_niż niespełna# do? najpóźniej?",
        about="około# mniej_więcej niemal prawie blisko# w_przybliżeniu ok# niemalże szacunkowo około?",
        may="mógł? mogła? mogło? mogły? możesz? może_być być_może prawdopodobnie ewentualnie zapewne możliwie mógłby"
        " mogłaby mogłoby mogliby mogłyby może? mogą? możliw*?",
        only="tylko jedynie wyłącznie zaledwie# jedyn*? wyłączn*?",
        most="większość większości większością przeważnie najczęściej? najwięcej?",
        amounts="połow* pół jedn* trzeci* czwart* ćwierć sto setki tysią* tysięcy milion* | dwa dwie dwóch trzy"
        " trzech cztery pięć dziesięć",
    ),
    "sk": Words(
        negation="chýb*? namiesto? nie nie_je nie_sú nebol* nebud* nebyť nemá nemaj* nemám* nemal* nemať"
        " nemôž* nemoh* nemus* nesm* nechc* nechce* nedoš* nevie nevedel* neexist* nezn* nepouž* nepodar* neposkyt*"
        " nemožno ne*uje ne*ujú ne*oval ne*ovali ne*ovala ne*ovalo ne*ovať bez bez_toho nedosta*? ne*?",
        concord="nikto nikoho nikomu nikdy nič ničoho nikde žiadn* žiaden ani ani…ani",
        neutral="alebo_nie či_nie nielen nielenže nie_len nie_iba bez_ohľadu nech než nemec* nezávisl* nebezpeč*"
        " neplnolet* neustál* nedávn* nehovoriac neutrál*",
        at_least="najmenej aspoň prinajmenšom minimálne viac_ako# viac_než# nad# vyše# nie_menej_ako alebo_viac cez#?",
        at_most="najviac# maximálne nanajvýš až# menej_ako# menej_než# pod# do#? nie_viac_ako najneskôr? najviac?",
        about="približne asi# zhruba okolo# takmer skoro cca circa asi? približn*?",
        may="smie? smú? môžete? možno pravdepodobne azda prípadne mohol_by mohla_by mohlo_by mohli_by by_mohol"
        " by_mohla by_mohlo by_mohli môže? môžu? možn*?",
        only="iba len výlučne výhradne jedin*?",
        most="väčšin* najčastejš*?",
        amounts="polovic* tretin* štvrtin* sto stovk* tisíc* milión* | dva dve tri štyri päť desať",
    ),
    "sl": Words(
        negation="manjk*? namesto? ne ni niso nisem nismo niste nima nimajo nimamo nimam noče nočejo ne_da_bi brez"
        " ne*? nebi?",
        concord="nikoli nihče nikogar nikomur nič ničesar noben* nikakor nikjer niti niti…niti",
        neutral="ali_ne ne_le ne_samo ne_glede nekaj nekater* neki neka neko nek nekdo nekje nedavn* nemšk* neodvis*"
        " neposred* nazadnje nenehn* nevarn*",
        at_least="najmanj vsaj več_kot# nad# prek# ne_manj_kot ali_več čez# več_od# več_kakor#",
        at_most="največ# do# manj_kot# pod# ne_več_kot kvečjemu največ? do? manj_od# najpozneje?",
        about="približno okoli# okrog# skoraj okvirno približn*? okoli?",
        may="sme? smejo? morda mogoče? verjetno morebiti utegne utegnejo lahko_bi bi_lahko lahko? mogoč*? možn*?",
        only="samo le zgolj izključno edin*?",
        most="večina večine večino večini večinoma najpogosteje? najbolj? večin*",
        amounts="polovic* pol tretjin* četrtin* sto stotin* tisoč* milijon* | dva dve tri štiri pet deset",
    ),
}
