//! Departments and matters of the demo city. Legal bases name real statutes; whether they make a unit responsible in a
//! real city is for that city's catalogue to say.

use hemu_app::catalogue::MatterDraft;

/// Login, name, English name, duties.
pub(super) const DEPARTMENTS: [(&str, &str, &str, &[&str]); 17] = [
    ("water", "清泉市自来水公司", "City Water Utility", &["water_supply"]),
    ("power", "清泉市供电公司", "City Power Utility", &["power_supply"]),
    ("gas", "清泉市燃气公司", "City Gas Utility", &["gas_supply"]),
    ("heating", "清泉市供热公司", "City Heating Utility", &["heating"]),
    ("housing", "清泉市住房和城乡建设局", "Housing and Construction Bureau", &["property_management", "construction"]),
    ("city", "清泉市城市管理局", "City Management Bureau", &["sanitation", "street_order", "public_facilities"]),
    ("environment", "清泉市生态环境局", "Ecology and Environment Bureau", &["environment"]),
    ("traffic", "清泉市交通运输局", "Transport Bureau", &["transport"]),
    ("police", "清泉市公安局交警支队", "Traffic Police", &["traffic_police"]),
    ("labour", "清泉市人力资源和社会保障局", "Labour and Social Security Bureau", &["labour", "social_security"]),
    ("health", "清泉市卫生健康局", "Health Bureau", &["health"]),
    ("education", "清泉市教育局", "Education Bureau", &["education"]),
    ("market", "清泉市市场监督管理局", "Market Regulation Bureau", &["market"]),
    ("civil", "清泉市民政局", "Civil Affairs Bureau", &["civil_affairs"]),
    ("emergency", "清泉市应急管理局", "Emergency Bureau", &["emergency"]),
    ("culture", "清泉市文化和旅游局", "Culture and Tourism Bureau", &["culture_tourism"]),
    ("parks", "清泉市园林局", "Parks Bureau", &["parks"]),
];

/// Code, name, English name, handling class, lead duty, legal basis, words, whether it may be answered on the spot.
type MatterRow = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str], bool);

const MATTERS: [MatterRow; 24] = [
    ("utilities.water_outage", "停水、水压不足", "Water outage or low pressure", "u24h", "water_supply", "《城市供水条例》", &["停水", "没水", "水压", "自来水"], false),
    ("utilities.water_quality", "水质异常", "Water quality", "u24h", "water_supply", "《城市供水条例》", &["水质", "水发黄", "水有异味", "自来水"], false),
    ("utilities.power_outage", "停电", "Power outage", "u24h", "power_supply", "《电力供应与使用条例》", &["停电", "跳闸", "没电", "电压"], false),
    ("utilities.gas_leak", "燃气异味、泄漏", "Gas smell or leak", "e2h", "gas_supply", "《城镇燃气管理条例》", &["燃气", "煤气", "漏气"], false),
    ("utilities.heating", "供暖不热", "Heating too cold", "u24h", "heating", "地方供热管理办法", &["暖气", "供暖", "不热"], false),
    ("housing_property.fees", "物业收费争议", "Property management fees", "g7d", "property_management", "《物业管理条例》", &["物业费", "停车费", "收费", "物业"], false),
    ("housing_property.lift", "电梯故障", "Lift out of order", "u24h", "property_management", "《物业管理条例》", &["电梯", "困人"], false),
    ("housing_property.leak", "房屋漏水", "Leaking roof or wall", "g7d", "property_management", "《物业管理条例》", &["漏水", "渗水", "墙皮"], false),
    ("urban_rural.noise_site", "施工噪音扰民", "Construction noise", "g7d", "environment", "《噪声污染防治法》", &["施工", "工地", "噪音", "夜间施工"], false),
    ("environment.smoke", "油烟、异味扰民", "Kitchen fumes and smells", "g7d", "environment", "《大气污染防治法》", &["油烟", "异味", "臭味"], false),
    ("city_appearance.rubbish", "垃圾清运不及时", "Rubbish not collected", "g7d", "sanitation", "《城市市容和环境卫生管理条例》", &["垃圾", "清运", "垃圾桶"], false),
    ("city_appearance.manhole", "井盖缺失、破损", "Manhole cover missing", "e2h", "public_facilities", "《城市道路管理条例》", &["井盖", "窨井"], false),
    ("city_appearance.street_light", "路灯不亮", "Street light out", "u24h", "public_facilities", "《城市照明管理规定》", &["路灯", "不亮"], false),
    ("city_appearance.stalls", "占道经营", "Stalls on the pavement", "g7d", "street_order", "《城市市容和环境卫生管理条例》", &["占道", "摆摊", "摊贩"], false),
    ("transport.bus", "公交线路与班次", "Bus lines and times", "c15d", "transport", "地方公共交通条例", &["公交", "班次", "站台"], false),
    ("traffic_police.parking", "违法停车", "Illegal parking", "u24h", "traffic_police", "《道路交通安全法》", &["违停", "乱停", "堵住", "消防通道"], false),
    ("labour_social.wages", "拖欠工资", "Wages not paid", "c15d", "labour", "《保障农民工工资支付条例》", &["工资", "拖欠", "欠薪"], false),
    ("labour_social.insurance", "社保办理咨询", "Social insurance question", "instant", "social_security", "《社会保险法》", &["社保", "医保", "参保"], true),
    ("education.enrolment", "入学咨询", "School enrolment question", "instant", "education", "《义务教育法》", &["入学", "学区", "招生"], true),
    ("market.consumer", "消费纠纷", "Consumer complaint", "c15d", "market", "《消费者权益保护法》", &["退款", "假货", "预付卡", "欺骗"], false),
    ("civil_affairs.elderly", "养老服务", "Services for the elderly", "g7d", "civil_affairs", "《老年人权益保障法》", &["养老", "老人", "助餐"], false),
    ("emergency.fire_hazard", "消防隐患", "Fire hazard", "u24h", "emergency", "《消防法》", &["消防", "隐患", "充电", "飞线"], false),
    ("urban_rural.green", "树木修剪", "Trees to be pruned", "g7d", "parks", "《城市绿化条例》", &["树", "绿化", "修剪"], false),
    ("housing_property.neighbour", "邻里噪声、楼道堆物", "Neighbour noise and cluttered stairs", "g7d", "street_affairs", "《民法典》", &["邻居", "楼道", "堆放", "楼上"], false),
];

pub(super) fn demo_matters() -> Vec<MatterDraft> {
    MATTERS
        .iter()
        .map(|(code, name, name_en, class, lead_duty, legal_basis, words, on_the_spot)| MatterDraft {
            id: None,
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            name_en: (*name_en).to_owned(),
            class: (*class).to_owned(),
            lead_duty: (*lead_duty).to_owned(),
            legal_basis: (*legal_basis).to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            on_the_spot: *on_the_spot,
        })
        .collect()
}
