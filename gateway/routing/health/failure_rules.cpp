#include "failure_rules.h"

#include "failure_rules_reader.h"
#include "limit_reset.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/upstream_error.h"

#include <QByteArray>
#include <QResource>

#include <algorithm>
#include <array>
#include <charconv>

// In a function outside any namespace, as the macro requires. Without it the linker would drop the data of a static
// library.
static void initFailuresResource() { Q_INIT_RESOURCE(failures); }

namespace gateway::routing {

namespace {

using config::FailureClass;

/// The request's own words in lower case, read on demand, which is rare.
class Request {
public:
    explicit Request(std::string_view body) : m_body(body) { }

    bool holds(const std::string& word)
    {
        if (!m_text)
            m_text = asciiLower(plain());
        return m_text->find(word) != std::string::npos;
    }

private:
    /// Without the escapes that some clients write for all non-ASCII characters.
    std::string plain() const
    {
        constexpr std::size_t kMost = 1024 * 1024;
        if (m_body.find("\\u") != std::string_view::npos && !isLongWork(m_body))
            if (const auto json = parseJson(m_body))
                return toText(*json);
        return std::string(m_body.substr(0, kMost));
    }

    std::string_view m_body;
    std::optional<std::string> m_text;
};

/// The error that rules are matched against.
struct Refusal {
    int status;
    std::array<std::string, 4> codes; ///< lower case, like all texts here
    std::string kind;  ///< the codes
    std::string words; ///< for people
    std::string_view providerType;
    std::string_view providerId;
};

/// The type of an AWS error, which may be followed by a colon.
std::string errorTypeHeader(const http::Headers& headers)
{
    const std::string_view value = headers.find("x-amzn-errortype").value_or(std::string_view());
    return asciiLower(value.substr(0, value.find(':')));
}

Refusal refusalOf(int status, const http::Headers& headers, const protocol::UpstreamError& said)
{
    Refusal refusal{status, {asciiLower(said.code), asciiLower(said.type), asciiLower(said.status),
                             errorTypeHeader(headers)}, {}, {}, {}, {}};
    for (const std::string& code : refusal.codes)
        refusal.kind += code + '\n';
    refusal.words = asciiLower(said.message) + '\n' + asciiLower(said.more);
    return refusal;
}

/// An error inside a 200 may state the status that it would have had: an answer had begun, or another gateway passed it
/// on. Source: openrouter.ai, Errors and Debugging, read 2026-11-21.
int statusMeant(int status, const protocol::UpstreamError& said)
{
    int code = 0;
    const char* const end = said.code.data() + said.code.size();
    const auto read = std::from_chars(said.code.data(), end, code);
    const bool isStatus = read.ec == std::errc() && read.ptr == end && code >= 400 && code < 600;
    return status < 300 && isStatus ? code : status;
}

/// Whether `type` matches `pattern`, which may end in a star.
bool isMeant(std::string_view pattern, std::string_view type)
{
    if (pattern.ends_with('*'))
        return type.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == type;
}

/// Whether the status is one for invalid requests, which the error may quote.
bool mayQuote(int status)
{
    return status == 200 || (status >= 400 && status < 429 && status != 401 && status != 402 && status != 403);
}

/// Whether a quotation mark or a colon precedes `at` in its sentence, as before a quotation.
bool isIntroduced(std::string_view words, std::size_t at)
{
    constexpr std::array<std::string_view, 5> kEnds{". ", "! ", "\n", "\u3002", "\uff01"};
    constexpr std::array<std::string_view, 9> kMarks{":", "'", "\"", "`", "\u201c", "\u2018", "\u300c", "\u300e", "\uff1a"};
    std::string_view before = words.substr(0, at);
    for (const std::string_view end : kEnds)
        if (const std::size_t last = before.rfind(end); last != std::string_view::npos)
            before.remove_prefix(last + end.size());
    return std::ranges::any_of(kMarks, [before](std::string_view mark) { return before.find(mark) != std::string_view::npos; });
}

bool fits(const FailureRule& rule, const Refusal& refusal, Request& request)
{
    const auto isQuoted = [&](const std::string& word, std::size_t at) {
        return mayQuote(refusal.status) && isIntroduced(refusal.words, at) && request.holds(word);
    };
    const auto stands = [&](const std::string& word) {
        if (refusal.kind.find(word) != std::string::npos)
            return true;
        for (std::size_t at = refusal.words.find(word); at != std::string::npos; at = refusal.words.find(word, at + 1))
            if (!isQuoted(word, at))
                return true;
        return false;
    };
    const auto holds = [](const auto& list, auto test) {
        return list.empty() || std::any_of(list.begin(), list.end(), test);
    };
    return holds(rule.statuses, [&](const auto& range) {
        return refusal.status >= range.from && refusal.status <= range.to;
    }) && holds(rule.providers, [&](const std::string& pattern) {
        return isMeant(pattern, refusal.providerType) || pattern == refusal.providerId;
    }) && holds(rule.codes, [&](const std::string& code) {
        return std::find(refusal.codes.begin(), refusal.codes.end(), code) != refusal.codes.end();
    }) && holds(rule.words, stands) && holds(rule.about, stands) && std::all_of(rule.allOf.begin(), rule.allOf.end(), stands);
}

FailureRule ruleOf(const config::FailureRuleSettings& own)
{
    FailureRule rule;
    rule.name = own.name;
    rule.failure = own.failure;
    rule.statuses = own.statuses;
    for (const std::string& word : own.words)
        rule.words.push_back(asciiLower(word));
    if (own.provider)
        rule.providers.push_back(*own.provider);
    rule.rests = own.rests;
    return rule;
}

void change(FailurePolicy& policy, const config::FailureClassSettings& own)
{
    policy.then = own.then.value_or(policy.then);
    policy.rests = own.rests.value_or(policy.rests);
    policy.atOnce = own.atOnce.value_or(policy.atOnce);
    policy.rest = own.rest_ms ? Milliseconds(*own.rest_ms) : policy.rest;
}

} // namespace

FailureRules::FailureRules(std::vector<FailureRule> rules, const Policies& policies, std::vector<std::string> inBeijing)
    : m_rules(std::move(rules)), m_policies(policies), m_builtIn(policies), m_inBeijing(std::move(inBeijing))
{
}

Result<std::shared_ptr<const FailureRules>> FailureRules::load()
{
    initFailuresResource();
    const QResource file(QStringLiteral(":/failures/failures.json"));
    if (!file.isValid())
        return failure(ErrorKind::Io, asIs("the rules of failures are missing from this program"));
    const QByteArray text = file.uncompressedData();
    return parse({text.constData(), static_cast<std::size_t>(text.size())});
}

Result<std::shared_ptr<const FailureRules>> FailureRules::parse(std::string_view json)
{
    auto file = readFailureFile(json);
    if (!file)
        return failure(std::move(file.error()));
    return std::make_shared<const FailureRules>(std::move(file->rules), file->policies, std::move(file->inBeijing));
}

std::shared_ptr<const FailureRules> FailureRules::with(const config::FailureSettings& own) const
{
    std::vector<FailureRule> rules;
    rules.reserve(own.rules.size() + m_rules.size());
    for (const config::FailureRuleSettings& rule : own.rules)
        rules.push_back(ruleOf(rule));
    rules.insert(rules.end(), m_rules.begin(), m_rules.end());
    auto all = std::make_shared<FailureRules>(std::move(rules), m_builtIn, m_inBeijing);
    for (const auto& [name, settings] : own.classes)
        if (const auto failure = config::failureClass(name))
            change(all->m_policies[static_cast<std::size_t>(*failure)], settings);
    return all;
}

Verdict FailureRules::judge(int status, const http::Headers& headers, std::string_view body,
                            std::string_view providerType, WallTime now, std::string_view providerId,
                            std::string_view request) const
{
    const protocol::UpstreamError said = protocol::readUpstreamError(body);
    Refusal refusal = refusalOf(statusMeant(status, said), headers, said);
    refusal.providerType = providerType;
    refusal.providerId = providerId;
    Verdict verdict;
    verdict.message = said.message;
    verdict.status = refusal.status;
    Request asked(request);
    const auto rule
        = std::find_if(m_rules.begin(), m_rules.end(), [&](const auto& row) { return fits(row, refusal, asked); });
    if (rule != m_rules.end()) {
        verdict.failure = rule->failure;
        verdict.rule = rule->name;
        verdict.reason = rule->reason;
        verdict.rests = rule->rests;
    }
    const bool isLimit = verdict.failure == FailureClass::RateLimited || verdict.failure == FailureClass::Overloaded
                         || verdict.failure == FailureClass::BalanceGone;
    LimitReset limit{now, std::chrono::minutes(0), isLimit};
    if (std::any_of(m_inBeijing.begin(), m_inBeijing.end(), [&](const auto& p) { return isMeant(p, providerType); }))
        limit.zone = kBeijing;
    verdict.limitedFor = limitReset(headers, said, limit);
    return verdict;
}

const FailurePolicy& FailureRules::policy(FailureClass failure) const
{
    return m_policies[static_cast<std::size_t>(failure)];
}

const FailurePolicy& FailureRules::builtInPolicy(FailureClass failure) const
{
    return m_builtIn[static_cast<std::size_t>(failure)];
}

bool isKeyFailure(FailureClass failure)
{
    return failure == FailureClass::KeyRejected || failure == FailureClass::BalanceGone;
}

Sentence accountRemedy(FailureClass failure)
{
    switch (failure) {
    case FailureClass::BalanceGone: return QT_TRANSLATE_NOOP("Error", "Check the account's balance and plan at the provider.");
    case FailureClass::Unreachable: return QT_TRANSLATE_NOOP("Error", "Check the account at the provider, and the regions that it supports.");
    default: return QT_TRANSLATE_NOOP("Error", "Check the account at the provider.");
    }
}

} // namespace gateway::routing
