#include "prompt_template.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kShownName = 60;

bool isOfName(char c) { return asciiSet("_-.")[static_cast<unsigned char>(c)] || static_cast<unsigned char>(c) >= 0x80; }

const Json* variable(const Json& vars, std::string_view name)
{
    if (const auto whole = vars.find(std::string(name)); vars.is_object() && whole != vars.end())
        return &*whole;
    const Json* value = &vars;
    while (value && !name.empty()) {
        const std::string_view part = name.substr(0, name.find('.'));
        const auto member = value->is_object() ? value->find(std::string(part)) : value->end();
        value = member == value->end() ? nullptr : &*member;
        name.remove_prefix(std::min(part.size() + 1, name.size()));
    }
    return value;
}

} // namespace

Result<std::string> fillTemplate(std::string_view text, const Json& vars)
{
    std::string filled;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{')) {
        filled.append(text.substr(0, at));
        text.remove_prefix(at);
        if (text.starts_with("{%") || text.starts_with("{#"))
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "contains \"%1\": only {{name}} is supported in templates; write out the text for each row"), {std::string(text.substr(0, 2))}});
        if (!text.starts_with("{{")) {
            filled += '{';
            text.remove_prefix(1);
            continue;
        }
        const std::size_t end = text.find("}}");
        if (end == std::string_view::npos)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "contains \"{{\" without \"}}\"; close it")});
        const std::string_view name = trimmed(text.substr(2, end - 2), " \t\r\n-");
        if (name.empty() || !std::ranges::all_of(name, isOfName))
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "contains \"{{%1}}\": only {{name}} is supported in templates; write out the text for each row"), {shortened(name, kShownName)}});
        const Json* value = variable(vars, name);
        if (!value)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "uses the variable \"%1\", which is not in \"vars\"; add it"), {shortened(name, kShownName)}});
        if (!value->is_null())
            filled += value->is_string() ? value->get<std::string>() : toText(*value);
        text.remove_prefix(end + 2);
    }
    return filled.append(text);
}

} // namespace gateway::evaluation
