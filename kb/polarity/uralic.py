"""Which words deny or hedge in Estonian, Finnish and Hungarian?

See ``row`` for how they are written.
"""

from __future__ import annotations

from kb.polarity.row import Words

WORDS: dict[str, Words] = {
    "et": Words(
        negation="puud*? eba*? asemel? ei pole polnud poleks ärge ärgu ilma ilma_et ära? *mata *matu?",
        concord="mitte ega ei…ega *teta?",
        neutral="või_mitte mitte_ainult mitte_üksnes hoolimata vaatamata olenemata sõltumata mitte_vähem mitte_enam"
        " ei…mitte_ainult",
        at_least="vähemalt rohkem_kui# üle# enam_kui# mitte_vähem_kui minimaalselt või_rohkem",
        at_most="kõige_rohkem maksimaalselt kuni# vähem_kui# alla# mitte_rohkem_kui mitte_enam_kui kuni?",
        about="umbes ligikaudu ligi# peaaegu umbkaudu ca circa suurusjärgus ligi?",
        may="võite? võib-olla ehk tõenäoliselt arvatavasti ilmselt võiks võiksid võib? võivad? võimalik*? võimalu*?",
        only="ainult üksnes vaid ,vaid? ainuüksi ainus? ainsa*?",
        most="enamik* enamus* enamasti kõige? enim?",
        amounts="pool* kolmandik* veerand* sada* tuhan* miljon* | kaks kolm neli viis kümme kahe kolme poole",
    ),
    "fi": Words(
        negation="epä*? puuttu*? sijaan? sijasta? ei en emme eivät eikä eivätkä enkä älä älkää älköön ilman *matta"
        " *mättä ettei ellei jollei ettei* elleivät etteivät vailla muttei muttei* et? ette? tuskin? *ton? *tön?"
        " *ttomasti? puutt*?",
        neutral="tai_ei vai_ei huolimatta riippumatta lukuun_ottamatta ei_vain ei_ainoastaan ei_pelkästään"
        " eivät_ainoastaan eivät_vain viimeistään",
        at_least="vähintään ainakin yli# enemmän_kuin# vähintäänkin tai_enemmän vähintään_noin useampi_kuin# yli?",
        at_most="enintään korkeintaan alle# jopa# vähemmän_kuin# enimmillään alle? jopa? asti? saakka? mennessä?",
        about="noin suunnilleen lähes melkein arviolta likimain vajaa# runsas# reilu# vajaat# runsa*? reilu*?",
        may="saa? saavat? ehkä mahdollisesti todennäköisesti kenties luultavasti voisi voisivat saattaa saattavat"
        " saattaisi voi? voivat? mahdolli*?",
        only="vain ainoastaan pelkästään yksinomaan ainoa? ainut? ainoat?",
        most="useimmat useimmissa useimpien suurin_osa enemmistö* suurimman_osan valtaosa* suurimmassa_osassa"
        " eniten? useimm*? useimp*? enim*?",
        amounts="puolet puole* kolmannes kolmanneks* neljännes neljännek* sata* tuha* miljoon* | kaksi kolme neljä"
        " viisi kymmenen joka kahdelle kahden",
    ),
    "hu": Words(
        negation="hiány*? helyett? ismeretlen? nem ne nincs nincsen nincsenek nélkül anélkül nélkülöz*? hacsak? se"
        " sincs sincsenek *talan? *telen? *tlan? *tlen? *talanul? *telenül?",
        concord="sem soha sohasem senki senkit senkinek semmi semmit semmilyen semelyik sehol egyetlen…sem",
        neutral="vagy_nem vagy_sem nemcsak nem_csak nem_csupán nem_kizárólag nem_utolsósorban tekintet_nélkül",
        at_least="legalább több_mint# minimum nem_kevesebb_mint vagy_több több_#? felett? feletti? meghaladó?",
        at_most="legfeljebb maximum kevesebb_mint# nem_több_mint alatti? alatt? akár# *ig?",
        about="körülbelül mintegy# nagyjából csaknem majdnem közel# hozzávetőleg megközelítőleg kb mintegy? közel?"
        " körüli?",
        may="előfordul*? talán esetleg valószínűleg feltehetően lehetséges_hogy *hatna *hetne *hatnának *hetnének"
        " lehet? *hat? *het? *hatnak? *hetnek? *hatja? *heti? *hatják? *hetik? lehet*?",
        only="csak csupán kizárólag csakis egyedül? mindössze egyetlen?",
        most="a_legtöbb többség* legtöbb* legtöbbször nagy_része? leg*?",
        amounts="fele felét harmad* negyed* száz* ezer* millió* | két kettő három négy öt tíz",
    ),
}
