//! What fictional residents say and fictional units answer. All our own words.

use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha20Rng;

use crate::demo::fictional_address;

/// Messages by the code of the matter they are about.
const MESSAGES: [(&str, &[&str]); 24] = [
    (
        "utilities.water_outage",
        &[
            "{}从昨天晚上开始停水，楼里老人多，提水上楼很不方便，请尽快恢复。",
            "{}早晚水压很低，洗澡时热水器点不着火，已经持续一周。",
        ],
    ),
    ("utilities.water_quality", &["{}自来水放出来发黄，有铁锈味，不敢饮用。"]),
    (
        "utilities.power_outage",
        &["{}下午突然停电，整栋楼都没有电，什么时候能恢复？", "{}一开空调就跳闸，怀疑线路老化。"],
    ),
    ("utilities.gas_leak", &["{}楼道里闻到很浓的燃气味，怀疑漏气，请马上派人来。"]),
    ("utilities.heating", &["{}家里暖气不热，室内只有十四度，家中有婴儿。"]),
    (
        "housing_property.fees",
        &["{}物业没有公示就上调停车费，业主不同意，请核实收费依据。", "{}物业费收了一年，楼道却没有人打扫。"],
    ),
    ("housing_property.lift", &["{}电梯三天两头出故障，昨天还困人半小时，担心安全。"]),
    ("housing_property.leak", &["{}顶楼下雨就漏水，墙皮脱落，报修两次没有人来。"]),
    ("urban_rural.noise_site", &["{}旁边工地夜间施工到凌晨两点，噪音很大，孩子要高考。"]),
    ("environment.smoke", &["{}一楼饭店的油烟直接排到居民窗前，夏天不敢开窗。"]),
    ("city_appearance.rubbish", &["{}垃圾桶满了三天没有清运，天热气味很大。"]),
    ("city_appearance.manhole", &["{}路口井盖缺了一半，晚上看不清，很危险。"]),
    ("city_appearance.street_light", &["{}一段路灯不亮，放学的孩子走夜路害怕。"]),
    ("city_appearance.stalls", &["{}早上摊贩占道经营，行人只能走机动车道。"]),
    ("transport.bus", &["{}公交班次太少，早高峰等了四十分钟，建议增加。"]),
    ("traffic_police.parking", &["{}消防通道长期被私家车堵住，多次劝说无效。"]),
    ("labour_social.wages", &["在{}的工地干了三个月，工资一直拖欠，老板说下个月再给。"]),
    ("labour_social.insurance", &["住在{}，想问灵活就业人员怎么参保，要带哪些材料？"]),
    ("education.enrolment", &["住在{}，孩子今年入学，想问属于哪个学区，什么时候报名？"]),
    ("market.consumer", &["{}一家健身房关门了，预付卡里的钱不给退款。"]),
    ("civil_affairs.elderly", &["{}有没有老人助餐点？家里老人行动不便，想申请送餐。"]),
    ("emergency.fire_hazard", &["{}有人飞线给电动车充电，楼下堆着纸箱，消防隐患很大。"]),
    ("urban_rural.green", &["{}大树枝条伸到窗户上，刮风时打玻璃，希望修剪。"]),
    (
        "housing_property.neighbour",
        &["{}邻居把杂物堆放在楼道里，只能侧身走，沟通过没有用。", "{}楼上每晚拖动桌椅到很晚，影响休息。"],
    ),
];

const REPLIES: [&str; 4] = [
    "经现场核查，情况属实。已安排人员当日处理完毕，并向您说明了处理经过，后续一个月内将加强巡查。",
    "接单后我单位与您联系并到现场查看，已责成责任方整改，整改情况已复查。感谢您的反映。",
    "经核实，该问题涉及管线更换，已列入本周施工计划，施工期间已安排临时措施，完工后会再次告知您。",
    "您反映的情况已按规定处理。如仍有问题，可直接与我单位经办人联系，我们会再次上门。",
];
const EVIDENCE: [&str; 3] = ["现场查看记录一份", "维修单与复查照片说明", "与责任方的约谈记录"];
const CONTACTS: [&str; 3] =
    ["电话说明受理情况，约定上门时间。", "已上门了解情况，诉求人在家。", "电话核实地点和现象。"];

/// What a resident says of a matter.
pub(super) fn message(code: &str, rng: &mut ChaCha20Rng) -> String {
    let of_matter =
        MESSAGES
            .iter()
            .find(|(own, _)| *own == code)
            .map_or(&["{}有一件事情想反映，请有关单位了解。"] as &[&str], |(_, messages)| messages);
    let template = of_matter.choose(rng).copied().unwrap_or_default();
    template.replace("{}", &fictional_address(rng))
}

pub(super) fn reply(rng: &mut ChaCha20Rng) -> (String, String) {
    (
        REPLIES.choose(rng).copied().unwrap_or_default().to_owned(),
        EVIDENCE.choose(rng).copied().unwrap_or_default().to_owned(),
    )
}

pub(super) fn contact(rng: &mut ChaCha20Rng) -> String {
    CONTACTS.choose(rng).copied().unwrap_or_default().to_owned()
}

/// A name, and a telephone number of a range that is not given out (`100` begins no mobile number).
pub(super) fn caller(rng: &mut ChaCha20Rng) -> (String, String) {
    const FAMILY: [&str; 10] = ["林", "何", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许"];
    let name = format!(
        "{}{}",
        FAMILY.choose(rng).unwrap_or(&"林"),
        if rng.random_bool(0.5) { "女士" } else { "先生" }
    );
    (name, format!("100{:08}", rng.random_range(0..100_000_000_u32)))
}
