#include "row_fields.h"

#include "canonical_json.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kLongestName = 60;
/// Each is compared with all known names.
constexpr std::size_t kMostCheckedNames = 1000;

bool isText(const Json& value) { return value.is_string(); }

} // namespace

const Json* RowFields::find(std::string_view name) const { return json::findField(m_object, name); }

std::optional<std::string> RowFields::text(std::string_view name)
{
    const Json* value = find(name);
    if (value && !value->is_string())
        report(name, QT_TRANSLATE_NOOP("Error", "must be a string"));
    return value && value->is_string() ? std::optional(value->get<std::string>()) : std::nullopt;
}

std::vector<std::string> RowFields::texts(std::string_view name)
{
    const Json* value = find(name);
    if (!value)
        return {};
    if (value->is_string())
        return {value->get<std::string>()};
    if (value->is_array() && !value->empty() && std::ranges::all_of(*value, isText))
        return value->get<std::vector<std::string>>();
    report(name, QT_TRANSLATE_NOOP("Error", "must be a string or a list of strings"));
    return {};
}

std::vector<std::string> RowFields::textList(std::string_view name)
{
    const Json* value = find(name);
    if (value && value->is_array() && std::ranges::all_of(*value, isText))
        return value->get<std::vector<std::string>>();
    if (value)
        report(name, QT_TRANSLATE_NOOP("Error", "must be a list of strings"));
    return {};
}

std::optional<double> RowFields::number(std::string_view name, double least, double most)
{
    const Json* value = find(name);
    if (!value)
        return std::nullopt;
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (std::isfinite(number) && number >= least && number <= most)
        return number;
    if (!value->is_number())
        report(name, QT_TRANSLATE_NOOP("Error", "must be a number"));
    else if (most < 1e15)
        report(name, {QT_TRANSLATE_NOOP("Error", "must be a number from %1 to %2"), {canonicalJson(least), canonicalJson(most)}});
    else
        report(name, {QT_TRANSLATE_NOOP("Error", "must be a number of at least %1"), {canonicalJson(least)}});
    return std::nullopt;
}

void RowFields::report(std::string_view name, Sentence message) { m_problems.push_back({m_line, pathOf(name), std::move(message)}); }

std::vector<std::string> RowFields::checkNames(const std::vector<std::string>& known, bool isClosed)
{
    std::vector<std::string> others;
    std::size_t checked = 0;
    for (const auto& [name, value] : m_object.items()) {
        if (++checked > kMostCheckedNames)
            break;
        if (std::ranges::find(known, name) != known.end())
            continue;
        const auto closest = closestNames(name, known, 1);
        if (!closest.empty())
            report(name, {QT_TRANSLATE_NOOP("Error", "is not a known field; did you mean \"%1\"?"), {closest.front()}});
        else if (isClosed)
            report(name, QT_TRANSLATE_NOOP("Error", "is not a known field; remove it"));
        else
            others.push_back(shortened(name, kLongestName));
    }
    return others;
}

std::string RowFields::pathOf(std::string_view name) const
{
    const std::string shown = shortened(name, kLongestName);
    return m_path.empty() ? shown : name.empty() ? m_path : m_path + '.' + shown;
}

} // namespace gateway::evaluation
