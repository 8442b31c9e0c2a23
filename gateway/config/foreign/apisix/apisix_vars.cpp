#include "apisix_vars.h"

#include "gateway/config/foreign/reading/match_text.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

using Kind = TextMatch::Kind;

/// Where the condition of a variable goes.
enum class Place { Model, Path, Header, Query, Method, Domain, Consumer, Unknown };

struct Variable {
    Place place = Place::Unknown;
    std::string name; ///< of a header or parameter
};

struct Condition {
    Variable variable;
    std::vector<TextMatch> any; ///< alternatives
};

/// Source: apache/apisix: docs/en/latest/router-radixtree.md, "How to filter route by ...".
Variable variableOf(std::string_view name)
{
    if (name == "post_arg.model" || name == "post_arg_model")
        return {Place::Model, {}};
    if (name == "uri")
        return {Place::Path, {}};
    if (name == "request_method")
        return {Place::Method, {}};
    if (name == "host")
        return {Place::Domain, {}};
    if (name == "consumer_name")
        return {Place::Consumer, {}};
    if (name.starts_with("arg_"))
        return {Place::Query, std::string(name.substr(4))};
    if (!name.starts_with("http_"))
        return {};
    std::string header(name.substr(5));
    std::replace(header.begin(), header.end(), '_', '-');
    return {Place::Header, asciiLower(header)};
}

bool takesPatterns(Place place) { return place != Place::Method && place != Place::Domain && place != Place::Consumer; }

/// Source: api7/lua-resty-expr: README.md, "Operator List".
bool readOperator(const std::string& op, const Json& value, Condition& condition)
{
    const bool patterns = takesPatterns(condition.variable.place);
    const bool suffixes = condition.variable.place == Place::Model || condition.variable.place == Place::Path;
    if (op == "==" && value.is_string()) {
        condition.any.push_back({Kind::Exact, value.get<std::string>()});
    } else if ((op == "in" || op == "IN") && value.is_array()) {
        for (const Json& each : value)
            if (each.is_string())
                condition.any.push_back({Kind::Exact, each.get<std::string>()});
        return condition.any.size() == value.size();
    } else if ((op == "~~" || op == "~*") && value.is_string() && patterns) {
        const auto& pattern = value.get_ref<const std::string&>();
        if (!isValidRegex(pattern))
            return false;
        condition.any.push_back(
            op == "~*" ? TextMatch{Kind::Regex, "(?i)" + pattern} : matchFromRegex(pattern, suffixes));
    } else {
        return false;
    }
    return true;
}

bool isPresentAllowed(Place place) { return place == Place::Header || place == Place::Query; }

std::optional<Condition> readCondition(const Json& node)
{
    if (!node.is_array() || node.size() != 3 || !node[0].is_string() || !node[1].is_string())
        return std::nullopt;
    Condition condition{variableOf(node[0].get_ref<const std::string&>()), {}};
    if (condition.variable.place == Place::Unknown || !readOperator(node[1].get<std::string>(), node[2], condition))
        return std::nullopt;
    const bool sayable = std::all_of(condition.any.begin(), condition.any.end(), [&](const TextMatch& match) {
        return match.kind == Kind::Present ? isPresentAllowed(condition.variable.place) : !match.text.empty();
    });
    return sayable ? std::optional<Condition>(std::move(condition)) : std::nullopt;
}

bool isAlternatives(const Json& node) { return node.is_array() && node.size() > 1 && node[0] == "OR"; }

/// One condition, or several of one kind of which any may hold.
std::vector<Condition> readAny(const Json& node)
{
    std::vector<Condition> found;
    const std::size_t first = isAlternatives(node) ? 1 : 0;
    const std::size_t count = isAlternatives(node) ? node.size() : 1;
    for (std::size_t i = first; i < count; ++i) {
        auto condition = readCondition(first == 0 ? node : node[i]);
        if (!condition || (!found.empty() && found.front().variable.place != condition->variable.place))
            return {};
        found.push_back(std::move(*condition));
    }
    return found;
}

bool isEmpty(const MatchSettings& match, Place place)
{
    switch (place) {
    case Place::Model:
        return match.models.empty();
    case Place::Path:
        return match.paths.empty();
    case Place::Header:
        return match.headers.empty();
    case Place::Query:
        return match.query.empty();
    case Place::Method:
        return match.methods.empty();
    case Place::Domain:
        return match.domains.empty();
    case Place::Consumer:
        return match.consumers.empty();
    case Place::Unknown:
        break;
    }
    return false;
}

void add(const Condition& condition, MatchSettings& match)
{
    for (const TextMatch& each : condition.any)
        switch (condition.variable.place) {
        case Place::Model:
            match.models.push_back(each);
            break;
        case Place::Path:
            match.paths.push_back(each);
            break;
        case Place::Header:
            match.headers.push_back({condition.variable.name, each});
            break;
        case Place::Query:
            match.query.push_back({condition.variable.name, each});
            break;
        case Place::Method:
            match.methods.push_back(each.text);
            break;
        case Place::Domain:
            match.domains.push_back(each.text);
            break;
        case Place::Consumer:
            match.consumers.push_back(each.text);
            break;
        case Place::Unknown:
            break;
        }
}

Json condition(const std::string& variable, const TextMatch& match)
{
    TextMatch plain;
    if (match.kind == Kind::Exact)
        return Json::array({variable, "==", match.text});
    if (match.kind == Kind::Regex && match.text.starts_with("(?i)") && !isIgnoringCase(match, plain))
        return Json::array({variable, "~*", match.text.substr(4)});
    if (match.kind == Kind::Regex && match.text.starts_with("(?i)"))
        return Json::array({variable, "~*", regexOf(plain)});
    return Json::array({variable, "~~", regexOf(match)});
}

std::string headerVariable(const std::string& name)
{
    std::string variable = asciiLower(name);
    std::replace(variable.begin(), variable.end(), '-', '_');
    return "http_" + variable;
}

void addAny(Json& vars, Json conditions)
{
    if (conditions.size() == 1) {
        vars.push_back(conditions.front());
    } else if (!conditions.empty()) {
        Json any = Json::array({"OR"});
        any.insert(any.end(), conditions.begin(), conditions.end());
        vars.push_back(std::move(any));
    }
}

} // namespace

bool isPlainPath(const TextMatch& path)
{
    return (path.kind == Kind::Exact || path.kind == Kind::Prefix)
        && path.text.find_first_of("*:") == std::string::npos;
}

bool readVars(const Json& vars, const std::string& path, MatchSettings& match, ImportLog& log)
{
    bool complete = true;
    for (std::size_t i = 0; i < vars.size(); ++i) {
        const auto conditions = readAny(vars[i]);
        const bool sayable = !conditions.empty() && isEmpty(match, conditions.front().variable.place);
        if (!sayable) {
            log.note(path + '[' + std::to_string(i) + ']',
                conditions.empty() ? "is not carried over: there is no such predicate here"
                                   : "is not carried over: several predicates of one kind are alternatives here",
                "the route is switched off, since it would match more; change its match and switch it on");
            complete = false;
            continue;
        }
        for (const Condition& each : conditions)
            add(each, match);
    }
    return complete;
}

Json writeVars(const MatchSettings& match)
{
    Json vars = Json::array();
    Json models = Json::array();
    for (const TextMatch& model : match.models)
        models.push_back(condition("post_arg.model", model));
    addAny(vars, std::move(models));
    Json paths = Json::array();
    if (!std::all_of(match.paths.begin(), match.paths.end(), isPlainPath))
        for (const TextMatch& path : match.paths)
            paths.push_back(condition("uri", path));
    addAny(vars, std::move(paths));
    Json headers = Json::array();
    for (const NamedMatch& header : match.headers)
        headers.push_back(condition(headerVariable(header.name), header.match));
    addAny(vars, std::move(headers));
    Json query = Json::array();
    for (const NamedMatch& parameter : match.query)
        query.push_back(condition("arg_" + parameter.name, parameter.match));
    addAny(vars, std::move(query));
    Json consumers = Json::array();
    for (const std::string& name : match.consumers)
        consumers.push_back(condition("consumer_name", {Kind::Exact, name}));
    addAny(vars, std::move(consumers));
    return vars.empty() ? Json() : vars;
}

} // namespace gateway::config::foreign
