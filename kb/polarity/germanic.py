"""Which words deny or hedge in Danish, Dutch, English, German and Swedish?

See ``row`` for how they are written.
"""

from __future__ import annotations

from kb.polarity.row import Words

WORDS: dict[str, Words] = {
    "da": Words(
        negation="u*ig? u*igt? u*ige? u*ede? ikke*? mangl*? *løs? *løse? i_stedet? ikke ej aldrig ingen intet"
        " ingenting uden uden_at hverken næppe?",
        neutral="eller_ej eller_ikke ikke_kun ikke_blot ikke_alene ikke_mindst uden_for uden_om uden_hensyn",
        at_least="mindst minimum i_det_mindste mere_end# flere_end# over# ikke_mindre_end ikke_færre_end eller_flere"
        " eller_mere",
        at_most="højst maksimalt op_til# mindre_end# færre_end# under# ikke_mere_end ikke_flere_end senest? indtil# til?",
        about="omkring# cirka ca omtrent næsten knap# godt# rundt_regnet# tilnærmelsesvis omkring?",
        may="må? evt? måske muligvis sandsynligvis formentlig eventuelt kunne? kan? mulig*?",
        only="kun udelukkende alene? blot? eneste?",
        most="de_fleste størstedelen flertal* hovedparten mest? fleste?",
        amounts="halvdelen halv* tredjedel* fjerdedel* hundred* tusind* million* | to tre fire fem ti hver",
    ),
    "de": Words(
        negation="un*? nicht*? *los? *lose? *losen? *loser? mangel*? fehl*? statt? anstatt? nicht kein keine keinen"
        " keinem keiner keines keinerlei keinesfalls keineswegs nie niemals niemand* nichts nirgend* ohne weder"
        " unmöglich? noch_nie",
        neutral="und um_zu unter unser* unternehm* unter* uns universit* unterschied* oder_nicht oder_nein"
        " nicht_nur nicht_allein nicht_bloß nicht_zuletzt nicht_lediglich ohne_weiteres nicht_umsonst",
        at_least="mindestens wenigstens zumindest mehr_als# über# nicht_weniger_als minimal# oder_mehr und_mehr#"
        " nicht_unter#",
        at_most="höchstens maximal bis_zu# weniger_als# unter# nicht_mehr_als nicht_über# spätestens? bis?",
        about="etwa# rund# ungefähr zirka circa ca gegen? fast# nahezu annähernd beinahe knapp# gut# um_die# etwa?"
        " fast? rund? gut? knapp?",
        may="dürfen? darf? vielleicht möglicherweise wahrscheinlich voraussichtlich vermutlich eventuell könnte"
        " könnten dürfte dürften womöglich unter_umständen können? kann? konnte? konnten? mögen? mag? möglich*?",
        only="nur lediglich ausschließlich bloß allein? einzig*? erst? alleinig*?",
        most="die_meisten mehrheit* größtenteils überwiegend* meisten? meist? großteil häufigsten?",
        amounts="hälfte halb* drittel viertel hundert* tausend* million* milliarde* | zwei drei vier fünf sechs"
        " sieben acht neun zehn elf zwölf jede jeder jedes",
    ),
    "en": Words(
        negation="un*? non*? *less? instead? missing? insufficient? incorrect? impossible? inadequate? illegal?"
        " unable? invalid? inappropriate? not no none nobody nothing never neither without cannot don't doesn't"
        " didn't isn't aren't wasn't weren't won't can't couldn't shouldn't wouldn't hasn't haven't hadn't mustn't"
        " nor? unless? lack? lacks? fail*? hardly? nowhere free_of? other_than? rather_than?",
        neutral="one_or_more under until unit* uniq* union* universal* less regardless nonetheless or_not or_no"
        " not_only not_just not_merely not_least no_doubt no_matter no_longer_than not_to_mention whether_or_not",
        at_least="at_least more_than# over# no_less_than not_less_than no_fewer_than minimum_of in_excess_of or_more"
        " upwards_of above# exceeding# minimum? exceed*? more_than?",
        at_most="at_most up_to# no_more_than not_more_than less_than# fewer_than# under# below# maximum_of or_less"
        " or_fewer maximum? until? by? no_later_than?",
        about="about# around# approximately nearly# almost roughly some# circa close_to# or_so nearly? about? around?",
        may="=may =might could possibly perhaps probably likely maybe potentially can? possible? possib*? unlikely?"
        " presumably",
        only="single? only solely merely exclusively alone? just? sole? no_more_than?",
        most="most_of most_people the_majority a_majority majority mostly mainly? most? largely?",
        amounts="half third quarter fifth hundred hundreds thousand thousands million millions billion dozen | two"
        " three four five six seven eight nine ten eleven twelve twenty thirty forty fifty",
    ),
    "nl": Words(
        negation="on*? niet*? ontbre*? gebrek*? in_plaats? niet geen nooit nimmer niemand niets nergens zonder noch"
        " evenmin geenszins tenzij? *loos? *loze?",
        neutral="onder* ons onze ontw* ontv* online* onl* ondanks ont* of_niet niet_alleen niet_slechts"
        " niet_enkel niet_in_de_laatste_plaats niet_alleen_maar",
        at_least="minstens ten_minste tenminste minimaal meer_dan# boven# niet_minder_dan of_meer op_zijn_minst"
        " ruim# boven_de# over_de#",
        at_most="hoogstens maximaal ten_hoogste tot# minder_dan# niet_meer_dan onder_de# hooguit tot_en_met?"
        " tot_wel# tot? uiterlijk?",
        about="ongeveer circa bijna rond# nagenoeg zowat om_en_nabij# zo’n# zo_n# rond_de# omstreeks# vrijwel?",
        may="mag? mogen? misschien mogelijk waarschijnlijk wellicht vermoedelijk eventueel zou_kunnen zouden_kunnen"
        " kunnen? kan? kon? konden? mogelijk*?",
        only="alleen slechts enkel uitsluitend maar# alleen_maar enige? enig? maar?",
        most="de_meeste meerderheid merendeel grotendeels meeste? meest? meestal?",
        amounts="helft half derde kwart honderd* duizend* miljoen* miljard* | twee drie vier vijf zes tien",
    ),
    "sv": Words(
        negation="o*ig? o*igt? o*iga? o*ad? o*ade? o*bar? o*bart? o*bara? icke*? sakna*? *lös? *lösa? *löst?"
        " i_stället? inte icke ej aldrig ingen inget inga ingenting ingenstans varken utan utan_att ,utan? knappast?"
        " såvida_inte?",
        neutral="eller_inte eller_ej inte_bara inte_enbart inte_endast inte_minst inte_heller_bara utan_även"
        " utan_också utan_dessutom utan_snarare",
        at_least="minst åtminstone mer_än# fler_än# över# inte_mindre_än eller_fler eller_mer minimum mer_än?"
        " fler_än? drygt# överstig*?",
        at_most="högst maximalt upp_till# mindre_än# färre_än# under# inte_mer_än inte_fler_än max# senast? till?",
        about="cirka ungefär omkring# nästan runt# ca närapå knappt# uppskattningsvis omkring? runt? drygt?",
        may="får? kanske möjligen troligen sannolikt eventuellt förmodligen skulle_kunna kan? kunde? möjlig*?",
        only="bara endast enbart uteslutande blott enda? ensam*?",
        most="de_flesta flertalet majoritet* merparten största_delen mest? flesta?",
        amounts="hälften halv* tredjedel* fjärdedel* hundra* tusen* miljon* miljard* | två tre fyra fem sex tio var",
    ),
}
