#include "rubrics.h"

#include "gateway/core/json/json_fields.h"

#include <QResource>
#include <QtGlobal>

#include <algorithm>
#include <array>

// This function must be outside all namespaces; without it a static library would lose the resource.
static void initRubricsResource() { Q_INIT_RESOURCE(rubrics); }

namespace gateway::evaluation {

namespace {

constexpr std::array<const char*, 2> kLanguages{"en", "zh"};

std::vector<ShippedRubric> readRubrics()
{
    initRubricsResource();
    const QByteArray content = QResource(QStringLiteral(":/rubrics/rubrics.json")).uncompressedData();
    const auto list = parseJson({content.constData(), static_cast<std::size_t>(content.size())});
    Q_ASSERT(list);
    std::vector<ShippedRubric> rubrics;
    for (const char* const language : kLanguages)
        for (const Json& each : list ? *list : Json::array()) {
            ShippedRubric& rubric = rubrics.emplace_back();
            rubric.id = json::textOf(each, "id");
            rubric.language = language;
            rubric.text = json::textOf(json::objectOf(each, "text"), language);
            for (const char* const in : kLanguages)
                rubric.titles.emplace(in, json::textOf(json::objectOf(each, "title"), in));
        }
    return rubrics;
}

} // namespace

const std::string& ShippedRubric::title(std::string_view in) const
{
    const auto found = titles.find(in);
    return found == titles.end() ? titles.at(kLanguages.front()) : found->second;
}

const std::vector<ShippedRubric>& shippedRubrics()
{
    static const std::vector<ShippedRubric> kRubrics = readRubrics();
    return kRubrics;
}

std::optional<ShippedRubric> shippedRubric(std::string_view name)
{
    const auto found = std::ranges::find_if(shippedRubrics(), [name](const ShippedRubric& rubric) { return rubric.id == name || rubric.name() == name; });
    return found == shippedRubrics().end() ? std::nullopt : std::optional(*found); // English ones come first
}

std::optional<ShippedRubric> shippedRubricWith(std::string_view text)
{
    const auto found = std::ranges::find(shippedRubrics(), text, &ShippedRubric::text);
    return found == shippedRubrics().end() ? std::nullopt : std::optional(*found);
}

bool isRubricName(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
}

} // namespace gateway::evaluation
