#include "price_source.h"

#include "exchange_rate.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/core/json/json_fields.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace gateway::usage {

namespace {

constexpr const char* kText = "source";
constexpr const char* kFacts = "source_parts";

struct OriginKind {
    PriceOrigin::Kind kind;
    std::string_view name; ///< in JSON
    std::string_view text;
};
constexpr std::array kOriginKinds{
    OriginKind{PriceOrigin::Kind::List, "list", ""},
    OriginKind{PriceOrigin::Kind::Configuration, "configuration", "configuration"},
    OriginKind{PriceOrigin::Kind::ThisMachine, "this_machine", "this machine"},
};

const OriginKind& rowOf(PriceOrigin::Kind kind) { return kOriginKinds.at(static_cast<std::size_t>(kind)); }

std::string withoutModel(const PriceOrigin& origin)
{
    return std::string(rowOf(origin.kind).text) + origin.list + (origin.date.empty() ? "" : ' ' + origin.date);
}

std::string asModel(const PriceOrigin& origin) { return origin.model.empty() ? "" : ", as " + origin.model; }

Json toJson(const PriceOrigin& origin)
{
    Json json{{"kind", rowOf(origin.kind).name}};
    for (const auto& [name, value] : {std::pair{"list", &origin.list}, std::pair{"date", &origin.date}, std::pair{"model", &origin.model}})
        if (!value->empty())
            json[name] = *value;
    return json;
}

std::optional<PriceOrigin> originIn(const Json& json)
{
    const std::string name = json::textOf(json, "kind");
    for (const OriginKind& each : kOriginKinds)
        if (each.name == name)
            return PriceOrigin{each.kind, json::textOf(json, "list"), json::textOf(json, "date"), json::textOf(json, "model")};
    return std::nullopt;
}

} // namespace

std::string PriceSource::toText() const
{
    std::string text = withoutModel(origin);
    if (rest)
        text += "; the rest " + withoutModel(*rest) + asModel(*rest);
    if (rate)
        text += " at " + usage::toText(*rate);
    return text + asModel(origin);
}

void addTo(Json& json, const PriceSource& source)
{
    json[kText] = source.toText();
    if (source == PriceSource::ofList(source.origin.list))
        return;
    Json& facts = json[kFacts] = toJson(source.origin);
    if (source.rest)
        facts["rest"] = toJson(*source.rest);
    if (source.rate)
        facts["rate"] = config::toJson(*source.rate);
}

PriceSource priceSourceIn(const Json& json)
{
    const Json& facts = json::fieldOf(json, kFacts);
    const auto origin = originIn(facts);
    if (!origin)
        return PriceSource::ofList(json::textOf(json, kText));
    PriceSource source{*origin, originIn(json::fieldOf(facts, "rest")), {}};
    if (const auto rate = config::exchangeRateFrom(json::fieldOf(facts, "rate")))
        source.rate = *rate;
    return source;
}

} // namespace gateway::usage
