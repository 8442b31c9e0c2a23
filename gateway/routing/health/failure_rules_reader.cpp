#include "failure_rules_reader.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

namespace gateway::routing {

namespace {

using config::FailureClass;

constexpr std::string_view kClientError = "client_error";

tl::unexpected<Error> wrong(const std::string& where, const char* what)
{
    return failure(ErrorKind::ConfigInvalid, asIs("failures.json: " + where + ": " + what));
}

/// In lower case, like the texts that are searched for them.
bool readTexts(const Json& object, const char* key, std::vector<std::string>& texts)
{
    const auto found = object.find(key);
    if (found == object.end())
        return true;
    if (!found->is_array() || found->empty())
        return false;
    for (const Json& item : *found) {
        if (!item.is_string() || item.get_ref<const std::string&>().empty())
            return false;
        texts.push_back(asciiLower(item.get_ref<const std::string&>()));
    }
    return true;
}

bool isStatus(const Json& node)
{
    return node.is_number_integer() && node >= config::kLeastStatus && node <= config::kMostStatus;
}

/// 429, "4xx" or [500, 599].
std::optional<config::StatusRange> statusesOf(const Json& node)
{
    if (isStatus(node))
        return config::StatusRange{node.get<int>(), node.get<int>()};
    if (node.is_array() && node.size() == 2 && isStatus(node[0]) && isStatus(node[1]) && node[0] <= node[1])
        return config::StatusRange{node[0].get<int>(), node[1].get<int>()};
    return node.is_string() ? config::hundredOf(node.get_ref<const std::string&>()) : std::nullopt;
}

bool readStatuses(const Json& object, std::vector<config::StatusRange>& list)
{
    const auto found = object.find("status");
    if (found == object.end())
        return true;
    if (!found->is_array())
        return false;
    for (const Json& item : *found) {
        const auto statuses = statusesOf(item);
        if (!statuses)
            return false;
        list.push_back(*statuses);
    }
    return true;
}

Result<FailureRule> ruleOf(const Json& node)
{
    FailureRule rule;
    rule.name = json::textOf(node, "name");
    rule.source = json::textOf(node, "source");
    rule.reason = json::textOf(node, "reason");
    const std::string failure = json::textOf(node, "class");
    rule.failure = config::failureClass(failure);
    if (rule.name.empty())
        return wrong("a rule", "has no name");
    if (!rule.failure && failure != kClientError)
        return wrong(rule.name, "its class is not known");
    if (!readStatuses(node, rule.statuses))
        return wrong(rule.name, "its status must be an array of statuses such as 429, \"5xx\" and [500, 599]");
    if (!readTexts(node, "codes", rule.codes) || !readTexts(node, "words", rule.words)
        || !readTexts(node, "all_of", rule.allOf) || !readTexts(node, "about", rule.about)
        || !readTexts(node, "providers", rule.providers))
        return wrong(rule.name, "its codes, words and providers must be arrays of text");
    if (const std::string rests = json::textOf(node, "rests"); !rests.empty()) {
        rule.rests = config::restsOf(rests);
        if (!rule.rests)
            return wrong(rule.name, "what rests is not known");
    }
    return rule;
}

Result<FailurePolicy> policyOf(const Json& node, const std::string& name)
{
    FailurePolicy policy;
    const auto then = config::nextOf(json::textOf(node, "then"));
    const auto rests = config::restsOf(json::textOf(node, "rests"));
    if (!then || !rests)
        return wrong(name, "must say \"then\" and \"rests\"");
    policy.then = *then;
    policy.rests = *rests;
    if (const auto atOnce = node.find("at_once"); atOnce != node.end() && atOnce->is_boolean())
        policy.atOnce = atOnce->get<bool>();
    if (const auto rest = node.find("rest_ms"); rest != node.end() && rest->is_number_unsigned())
        policy.rest = Milliseconds(rest->get<std::uint32_t>());
    return policy;
}

Result<void> readPolicies(const Json& root, FailureRules::Policies& policies)
{
    const auto classes = root.find("classes");
    for (std::size_t i = 0; i < policies.size(); ++i) {
        const std::string name(toText(static_cast<FailureClass>(i)));
        if (classes == root.end() || !classes->is_object() || !classes->contains(name))
            return wrong(name, "has no policy");
        auto policy = policyOf((*classes)[name], name);
        if (!policy)
            return tl::unexpected(std::move(policy.error()));
        policies[i] = *policy;
    }
    return {};
}

} // namespace

Result<FailureFile> readFailureFile(std::string_view json)
{
    const auto root = parseJson(json);
    if (!root || !root->is_object())
        return wrong("the file", "is not a JSON object");
    FailureFile file;
    if (auto read = readPolicies(*root, file.policies); !read)
        return tl::unexpected(std::move(read.error()));
    if (!readTexts(*root, "times_in_beijing", file.inBeijing))
        return wrong("times_in_beijing", "must be an array of provider types");
    const auto rules = root->find("rules");
    if (rules == root->end() || !rules->is_array())
        return wrong("rules", "must be an array");
    for (const Json& node : *rules) {
        auto rule = ruleOf(node);
        if (!rule)
            return tl::unexpected(std::move(rule.error()));
        file.rules.push_back(std::move(*rule));
    }
    return file;
}

} // namespace gateway::routing
