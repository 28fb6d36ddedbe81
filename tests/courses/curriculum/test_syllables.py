"""Syllables, on a list counted by hand after the RAE's spelling rules."""

import pytest

from courses.curriculum.syllables import count_syllables

BY_HAND = """
dí-a o-ír po-li-cí-a a-gua guion a-ho-ra pro-hí-be ve-hí-cu-lo a-é-re-o cons-truir a-ve-ri-güéis
le-er cre-er po-e-ta te-a-tro ca-os fa-e-na to-a-lla pe-or pa-se-o mu-se-o o-cé-a-no ca-ca-o re-al
le-al a-ho-gar al-co-hol co-he-te za-na-ho-ria al-mo-ha-da bú-ho ba-hí-a re-hén va-hí-do mo-ho a-hí a-llí
pa-ís ma-íz ra-íz ba-úl a-ta-úd o-í-do le-í-do re-ír sa-lí-a te-ní-a ha-bí-a dí-as tí-o rí-o frí-o
fis-ca-lí-a co-mi-sa-rí-a de-fen-so-rí-a Ma-rí-a cons-ti-tuí-a con-ti-nú-a gra-dú-a a-cen-tú-o
pú-a dú-o vi-ví-ais o-í-ais sa-lí-a-mos
cau-sa pei-ne boi-na deu-da rei-na ai-re au-to Eu-ro-pa oi-go bai-le cai-ga a-cei-te trein-ta sois
vein-te pia-no pie pie-dra rui-do ciu-dad viu-da cui-da-do hui-da je-suí-ti-co cuí-da-te lin-güís-ti-ca huí
bue-no fue-ra fue dio vio guion ru-bio ra-dio fa-mi-lia vio-len-cia jus-ti-cia de-nun-cia au-dien-cia
de-sahu-cio ahu-ma-do ahi-ja-do prohi-bi-do cohi-bir reu-nir
a-gua-je cua-tro len-gua i-gual fis-cal pin-güi-no ver-güen-za ci-güe-ña bi-lin-güe a-ve-ri-güe
que qui-zás que-ja a-quí gui-ta-rra gue-rra se-guir si-guien-te al-guien quie-re quien guí-a se-guí-a
dis-tin-guió pa-gué
hoy muy ley rey voy es-toy soy Pa-ra-guay U-ru-guay a-yu-da ma-yo yo ya re-yes le-yes y o e u a-ho-ra
hu-ma-no hie-lo hue-so hue-vo hier-ba a-hue-car Chi-hua-hua a-ya-huas-ca Ta-huan-tin-su-yo Huá-nu-co
Hua-lla-ga Pi-huay-co
buey lim-pia-ba a-pre-ciáis a-ve-ri-guáis miau U-ca-ya-li
ni-ña ni-ño mu-jer juez juz-ga-do me-di-da pro-tec-ción a-bo-ga-da a-li-men-tos pa-ter-ni-dad
a-ten-ción in-for-ma-ción co-mu-ni-dad tra-ba-jo or-den ries-go le-ve mo-de-ra-do se-ve-ro pla-zo
ho-ras mie-do vo-lun-tad i-no-cen-te de-re-chos per-so-na com-pa-ñe-ra ve-ci-na se-cre-to tes-ti-go
psi-có-lo-ga obs-tá-cu-lo trans-por-te cons-tan-cia ins-tan-te ex-tran-je-ra i-gle-sia o-rien-ta-do-ra
zo-o co-o-pe-rar chi-í-ta mi-cro-on-das po-se-e cre-í-ais
A-sun-ción Jo-sé A-na Luis Ro-sa Ya-ne-sha ki-chwa que-chua a-wa-jún
mé-di-co ár-bol jó-ve-nes úl-ti-mo tam-bién des-pués ja-más sí no tú mí sol paz flor cruz
"""
WORDS = sorted(set(BY_HAND.split()))


def test_the_hand_made_list_has_two_hundred_different_words() -> None:
    assert len(WORDS) >= 200


@pytest.mark.parametrize("divided", WORDS)
def test_syllables_are_counted_as_by_hand(divided: str) -> None:
    assert count_syllables(divided.replace("-", "")) == divided.count("-") + 1
