#include "apisix_vars.h"

#include "gateway/config/foreign/reading/match_regex.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace gateway::config::foreign {

namespace {

using Kind = TextMatch::Kind;

/// What the condition on a variable becomes.
enum class Place { Model, Path, Header, Query, Method, Domain, Consumer, Unknown };

struct Variable {
    Place place = Place::Unknown;
    std::string name; ///< of a header or parameter
};

/// Predicates of one kind. Only those for headers and parameters have names.
struct Condition {
    Place place = Place::Unknown;
    std::vector<NamedGroup> any; ///< alternatives, at least one
};

constexpr std::size_t kMostParts = 1000; // when two conditions are combined

constexpr const char* kUnknown = "is not imported: Signalbox has no such predicate";
constexpr const char* kAlternatives = "is not imported: in Signalbox, several predicates of this kind are alternatives";
constexpr const char* kTooMany = "is not imported: too many headers or parameters would have to be listed";

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

/// The allowed values of the variable. Source: api7/lua-resty-expr: README.md, "Operator List".
std::optional<std::vector<TextMatch>> readOperator(const std::string& op, const Json& value, Place place)
{
    const bool suffixes = place == Place::Model || place == Place::Path;
    if (op == "==" && value.is_string())
        return std::vector{TextMatch{Kind::Exact, value.get<std::string>()}};
    if ((op == "in" || op == "IN") && value.is_array()) {
        std::vector<TextMatch> any;
        for (const Json& each : value)
            if (each.is_string())
                any.push_back({Kind::Exact, each.get<std::string>()});
        return any.size() == value.size() ? std::optional(any) : std::nullopt;
    }
    if ((op == "~~" || op == "~*") && value.is_string() && takesPatterns(place)) {
        const auto& pattern = value.get_ref<const std::string&>();
        if (!isValidRegex(pattern))
            return std::nullopt;
        return std::vector{op == "~*" ? TextMatch{Kind::Regex, "(?i)" + pattern} : matchFromRegex(pattern, suffixes)};
    }
    return std::nullopt;
}

std::optional<Condition> readCondition(const Json& node)
{
    if (!node.is_array() || node.size() != 3 || !node[0].is_string() || !node[1].is_string())
        return std::nullopt;
    const Variable variable = variableOf(node[0].get_ref<const std::string&>());
    const bool isNamed = variable.place == Place::Header || variable.place == Place::Query;
    const auto texts = readOperator(node[1].get<std::string>(), node[2], variable.place);
    if (variable.place == Place::Unknown || !texts || texts->empty())
        return std::nullopt;
    Condition condition{variable.place, {}};
    for (const TextMatch& text : *texts) {
        if (text.kind == Kind::Present ? !isNamed : text.text.empty())
            return std::nullopt;
        if (variable.place == Place::Consumer && text.text == "anonymous") // here that means a caller without a key
            return std::nullopt;
        condition.any.emplace_back(variable.name, text);
    }
    return condition;
}

/// Combinations in which one of each side matches; empty if there are too many.
std::optional<std::vector<NamedGroup>> both(const std::vector<NamedGroup>& left, const std::vector<NamedGroup>& right)
{
    const auto partsOf = [](const std::vector<NamedGroup>& groups) {
        std::size_t sum = 0;
        for (const NamedGroup& group : groups)
            sum += group.all.size();
        return sum;
    };
    if (partsOf(left) * right.size() + partsOf(right) * left.size() > kMostParts)
        return std::nullopt;
    std::vector<NamedGroup> result;
    for (const NamedGroup& one : left)
        for (const NamedGroup& other : right) {
            std::vector<NamedMatch>& all = result.emplace_back(one).all;
            all.insert(all.end(), other.all.begin(), other.all.end());
        }
    return result;
}

/// How a list combines its entries. Source: api7/lua-resty-expr: lib/resty/expr/v1.lua, `compile`.
enum class Join { None, All, Any };

Join joinOf(const Json& node)
{
    if (!node.is_array() || node.empty())
        return Join::None;
    if (node[0].is_array())
        return Join::All;
    const std::string op = node[0].is_string() && node.size() > 1 ? node[0].get<std::string>() : std::string();
    return equalsIgnoringCase(op, "AND") ? Join::All : equalsIgnoringCase(op, "OR") ? Join::Any : Join::None;
}

std::size_t firstEntry(const Json& list) { return list[0].is_array() ? 0 : 1; }

/// A condition, or several of one kind.
std::optional<Condition> readConditions(const Json& node)
{
    const Join join = joinOf(node);
    if (join == Join::None)
        return readCondition(node);
    std::optional<Condition> result;
    for (std::size_t i = firstEntry(node); i < node.size(); ++i) {
        auto next = readConditions(node[i]);
        if (!next || (result && result->place != next->place))
            return std::nullopt;
        if (!result) {
            result = std::move(next);
        } else if (join == Join::Any) {
            result->any.insert(result->any.end(), next->any.begin(), next->any.end());
        } else {
            auto joined = both(result->any, next->any);
            if (!joined)
                return std::nullopt;
            result->any = std::move(*joined);
        }
    }
    return result;
}

std::vector<NamedGroup>* groupsOf(Place place, MatchSettings& match)
{
    return place == Place::Header ? &match.headers : place == Place::Query ? &match.query : nullptr;
}

std::vector<TextMatch>* textsOf(Place place, MatchSettings& match)
{
    return place == Place::Model ? &match.models : place == Place::Path ? &match.paths : nullptr;
}

std::vector<std::string>& namesOf(Place place, MatchSettings& match)
{
    return place == Place::Method ? match.methods : place == Place::Domain ? match.domains : match.consumers;
}

/// Adds the condition to `match`. Returns why that is impossible, or null.
const char* add(const Condition& condition, MatchSettings& match)
{
    if (auto* groups = groupsOf(condition.place, match)) {
        auto joined = groups->empty() ? std::optional(condition.any) : both(*groups, condition.any);
        if (!joined)
            return kTooMany;
        *groups = std::move(*joined);
        return nullptr;
    }
    auto* texts = textsOf(condition.place, match);
    auto& names = namesOf(condition.place, match);
    const bool isTaken = texts ? !texts->empty() : !names.empty();
    if (isTaken
        || std::any_of(condition.any.begin(), condition.any.end(), [](const auto& each) { return each.all.size() > 1; }))
        return kAlternatives;
    for (const NamedGroup& each : condition.any)
        if (const TextMatch& only = each.all.front().match; texts)
            texts->push_back(only);
        else
            names.push_back(only.text);
    return nullptr;
}

/// Conditions that must all match, one by one: each can be of another kind.
bool readAll(const Json& node, const std::string& path, MatchSettings& match, ImportLog& log)
{
    if (joinOf(node) == Join::All) {
        bool complete = true;
        for (std::size_t i = firstEntry(node); i < node.size(); ++i)
            complete = readAll(node[i], path + '[' + std::to_string(i) + ']', match, log) && complete;
        return complete;
    }
    const auto conditions = readConditions(node);
    const char* const problem = conditions ? add(*conditions, match) : kUnknown;
    if (problem)
        log.note(path, problem,
            "the route is disabled because it would match more than before; change its match and enable it");
    return !problem;
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

std::string queryVariable(const std::string& name) { return "arg_" + name; }

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

void addGroups(Json& vars, const std::vector<NamedGroup>& alternatives, std::string (*nameOf)(const std::string&))
{
    Json any = Json::array();
    for (const NamedGroup& group : alternatives) {
        Json all = Json::array();
        for (const NamedMatch& part : group.all)
            all.push_back(condition(nameOf(part.name), part.match));
        if (alternatives.size() == 1) {
            vars.insert(vars.end(), all.begin(), all.end());
        } else if (all.size() == 1) {
            any.push_back(all.front());
        } else {
            all.insert(all.begin(), "AND");
            any.push_back(std::move(all));
        }
    }
    addAny(vars, std::move(any));
}

} // namespace

bool isPlainPath(const TextMatch& path)
{
    return (path.kind == Kind::Exact || path.kind == Kind::Prefix)
        && path.text.find_first_of("*:") == std::string::npos;
}

bool readVars(const Json& vars, const std::string& path, MatchSettings& match, ImportLog& log)
{
    return vars.empty() || readAll(vars, path, match, log);
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
    addGroups(vars, match.headers, headerVariable);
    addGroups(vars, match.query, queryVariable);
    Json consumers = Json::array();
    for (const std::string& name : match.consumers)
        consumers.push_back(condition("consumer_name", {Kind::Exact, name}));
    addAny(vars, std::move(consumers));
    return vars.empty() ? Json() : vars;
}

} // namespace gateway::config::foreign
