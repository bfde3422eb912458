"""Which words name the months, in each language?

Twelve groups a language, parted by ``|``, in the order of the year. ``januar*`` stands for every word that begins so,
``únor/_/a/u`` for its inflections, a hyphenated ``meán-fómhair`` for two words. Such a word counts only beside a figure, so
that short beginnings do no harm; one that the first of its group begins with is an abbreviation, and counts only where it
can hardly be another word (cs *pro*, hr *svi*). Checked against Unicode's CLDR by a test; abbreviations and inflections
are added.
"""

from __future__ import annotations

#: Languages that write months with a capital letter: there ``may`` and ``march`` are other words.
CAPITALISED = frozenset({"de", "el", "en", "ga", "mt"})

MONTHS: dict[str, str] = {
    "bg": "януари яну|февруари фев|март|април апр|май|юни|юли|август авг|септември септ|октомври окт|ноември ное"
    "|декември дек",
    "cs": "leden ledna lednu lednem led|únor* úno|březen březn* bře|duben dubn* dub|květen květn* kvě"
    "|červen červn/a/u/em/ě čvn|červenec červenc* čvc|srpen srpn* srp|září* zář|říjen říjn* říj|listopad* lis"
    "|prosinec prosinc* pro",
    "da": "januar jan|februar feb|marts mar|april apr|maj|juni jun|juli jul|august aug|september sep sept"
    "|oktober okt|november nov|december dec",
    "de": "januar/_/s jänner/_/s jan|februar/_/s feber feb|märz mär|april/_/s apr|mai|juni jun|juli jul|august/_/s aug"
    "|september/_/s sep sept|oktober/_/s okt|november/_/s nov|dezember/_/s dez",
    "el": "ιανουάρ* ιανουαρ* ιαν|φεβρουάρ* φεβρουαρ* φεβ|μάρτ* μαρτ* μαρ|απρίλ* απριλ* απρ|μάι* μαΐ* μάϊ*|ιούνι* ιουν*"
    "|ιούλι* ιουλ*|αύγουστ* αυγούστ* αυγ|σεπτέμβρ* σεπτεμβρ* σεπ σεπτ|οκτώβρ* οκτωβρ* οκτ|νοέμβρ* νοεμβρ* νοε"
    "|δεκέμβρ* δεκεμβρ* δεκ",
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept"
    "|october oct|november nov|december dec",
    "es": "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago"
    "|septiembre setiembre sept|octubre oct|noviembre nov|diciembre dic",
    "et": "jaanuar* jaan|veebruar* veebr|märts*|aprill* apr|mai mais maist maiks maini|juuni* juun|juuli* juul"
    "|august* aug|septemb* sept|oktoob* okt|novemb* nov|detsemb* dets",
    "fi": "tammiku* tammi|helmiku* helmi|maalisku* maalis|huhtiku* huhti|toukoku* touko|kesäku* kesä|heinäku* heinä"
    "|eloku* elo|syysku* syys|lokaku* loka|marrasku* marras|jouluku* joulu",
    "fr": "janvier janv|février févr|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct"
    "|novembre nov|décembre déc",
    "ga": "eanáir ean|feabhra feabh|márta mhárta|aibreán/_/a aib|bealtaine bhealtaine beal"
    "|meitheamh mheitheamh meithimh meith|iúil|lúnasa lún|meán-fómhair mheán-fómhair mfómh"
    "|deireadh-fómhair dheireadh-fómhair dfómh|samhain shamhain samhna samh|nollaig nollag noll",
    "hr": "siječanj siječnj* sij|veljač* velj|ožujak ožujk* ožu|travanj travnj* tra|svibanj svibnj* svi"
    "|lipanj lipnj* lip|srpanj srpnj* srp|kolovoz* kol|rujan rujn* ruj|listopad* lis"
    "|studeni studen/og/oga/om/ome/omu stu|prosinac prosinc* pro",
    "hu": "január* jan|február* febr|márciu* márc|április* ápr|máju* máj|júniu* jún|júliu* júl|augusztu* aug"
    "|szeptember* szept|október* okt|november* nov|december* dec",
    "it": "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre set sett"
    "|ottobre ott|novembre nov|dicembre dic",
    "lt": "saus/is/io/į/yje|vasar/is/io/į/yje vas|kov/as/o/ą/e kov|baland/is/žio/į/yje bal|geguž/ė/ės/ę/ėje geg"
    "|biržel/is/io/į/yje birž|liep/a/os/ą/oje liep|rugpjū* rugp|rugsėj* rugs|spal/is/io/į/yje spal|lapkri* lapkr"
    "|gruod/is/žio/į/yje gruod",
    "lv": "janvār* janv|februār* febr|mart/s/a/ā/am/u|aprīl* apr|maij/s/a/ā/am/u|jūnij* jūn|jūlij* jūl|august* aug"
    "|septembr* sept|oktobr* okt|novembr* nov|decembr* dec",
    "mt": "jannar jan|frar fra|marzu mar|april apr|mejju mej|ġunju ġun|lulju lul|awwissu aww|settembru set"
    "|ottubru ott|novembru nov|diċembru diċ",
    "nl": "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep sept"
    "|oktober okt|november nov|december dec",
    "pl": "stycz* sty|lut/y/ego/ym/emu lut|marzec marc/a/u/em mar|kwiecień kwietni* kwi|maj/_/a/u/em"
    "|czerwiec czerwc* cze|lipiec lipc* lip|sierpień sierpni* sie|wrzesień wrześni* wrz|październik* paź"
    "|listopad* lis|grudzień grudni* gru",
    "pt": "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out"
    "|novembro nov|dezembro dez",
    "ro": "ianuarie ian|februarie feb|martie mar|aprilie apr|mai|iunie iun|iulie iul|august aug|septembrie sept"
    "|octombrie oct|noiembrie nov|decembrie dec",
    "sk": "január* jan|február* feb|marec marc/a/i/om mar|apríl* apr|máj/_/a/i/om|jún/_/a/i/om|júl/_/a/i/om"
    "|august* aug|septemb* sep|októb* okt|novemb* nov|decemb* dec",
    "sl": "januar* jan|februar* feb|marec marc/a/u/em mar|april* apr|maj/_/a/u/em|junij* jun|julij* jul|avgust* avg"
    "|septemb* sep sept|oktob* okt|novemb* nov|decemb* dec",
    "sv": "januari jan|februari feb|mars|april apr|maj|juni jun|juli jul|augusti aug|september sep sept|oktober okt"
    "|november nov|december dec",
}
