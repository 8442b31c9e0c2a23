#include "failures.h"

#include "gateway/core/text/utf8.h"
#include "gateway/routing/health/attempt_reason.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace gateway::exchange {

namespace {

using config::FailureClass;

// Where the key of an attempt comes from.
std::string referenceOf(const config::Settings& settings, const usage::AttemptRecord& attempt)
{
    const config::ProviderSettings* const provider = settings.provider(attempt.provider);
    if (!provider)
        return {};
    const auto key = std::find_if(provider->keys.begin(), provider->keys.end(),
                                  [&](const config::ProviderKey& each) { return each.name == attempt.key; });
    return key == provider->keys.end() ? std::string() : key->secret;
}

/// A likely mistake in the key of an attempt.
std::optional<SecretMistake> mistakeOf(const Snapshot& snapshot, const usage::AttemptRecord& attempt)
{
    const Provider* const provider = snapshot.provider(attempt.provider);
    if (!provider)
        return std::nullopt;
    const auto key = std::ranges::find(provider->keys, attempt.key, &UsableKey::name);
    return key == provider->keys.end() ? std::nullopt : key->mistake;
}

/// OpenAI's code for a failure. Clients compact the conversation when they see it. Source: OpenAI docs, "Error codes";
/// openai/codex, codex-api, sse/responses.rs; read 2026-11-22.
struct FailureCode {
    FailureClass failure;
    std::string_view code;
};
constexpr std::array kFailureCodes{FailureCode{FailureClass::ContextTooLong, "context_length_exceeded"}};

constexpr std::size_t kMostKept = 500; // bytes of a message
constexpr std::size_t kLongestValue = 64; // bytes of a value in it

/// Removes a long value that the error quotes from the request after the field name: a name field may contain a prompt
/// by mistake. The client sees the whole message.
std::string withoutLongValue(std::string text)
{
    std::size_t begin = text.starts_with('"') ? text.find('"', 1) : std::string::npos;
    begin = text.find('"', begin == std::string::npos ? 0 : begin + 1);
    const std::size_t end = text.rfind('"');
    if (begin == std::string::npos || end <= begin + kLongestValue)
        return text;
    return text.replace(begin, end + 1 - begin, "\"...\"");
}

/// The same for a sentence. A quoted value at its beginning is a field name.
Sentence withoutLongValues(Sentence sentence)
{
    constexpr std::string_view kField = "\"%1\"";
    if (sentence.pattern.empty())
        return asIs(withoutLongValue(std::move(sentence.text)));
    const std::string_view pattern = sentence.pattern;
    for (std::size_t i = pattern.starts_with(kField) ? 1 : 0; i < sentence.values.size(); ++i) {
        Sentence& value = sentence.values[i];
        const bool isQuoted = pattern.find("\"%" + std::to_string(i + 1) + '"') != std::string_view::npos;
        if (isQuoted && value.pattern.empty() && value.text.size() > kLongestValue)
            value = asIs("...");
        else
            value = withoutLongValues(std::move(value));
    }
    return sentence;
}

bool isOfRequest(const Error& error)
{
    return error.kind == ErrorKind::InvalidRequest || error.kind == ErrorKind::ModelNotFound || error.kind == ErrorKind::BadRequest;
}

} // namespace

Failures::Failures(const ExchangeState& state)
    : m_state(state)
{
}

void Failures::note(const AttemptOutcome& outcome, std::vector<std::string> dropped)
{
    m_dropped = std::move(dropped);
    const bool isRefusal = outcome.result == AttemptResult::Refusal;
    const FailureClass failure = isRefusal ? FailureClass::ContentFiltered : outcome.failure;
    const bool isOfAccount = !isRefusal && !outcome.verdict.reason.empty();
    const bool isOfKey = isOfAccount || (routing::isKeyFailure(failure) && outcome.verdict.rests != routing::Rests::Nothing);
    m_failures.push_back({failure, outcome.error, isOfKey, isRefusal});
    if (isOfKey) {
        m_failures.back().isOfAccount = isOfAccount;
        m_failures.back().words = outcome.accountWords();
    }
}

Sentence Failures::keptMessage(const Error& error)
{
    Sentence kept = isOfRequest(error) ? withoutLongValues(error.message) : withoutAccountWords(error.message);
    std::string text = toText(kept);
    return text.size() <= kMostKept ? std::move(kept) : asIs(shortened(text, kMostKept));
}

Sentence Failures::keptWords(const Error& error) const
{
    if (error.kind == ErrorKind::UpstreamError)
        return QT_TRANSLATE_NOOP("Error", "The provider's own message, which was not kept.");
    if (error.kind == ErrorKind::UpstreamRateLimited && !m_failures.empty())
        return QT_TRANSLATE_NOOP("Error", "Every target is rate-limited by its provider, whose message was not kept.");
    return m_state.snapshot->redactor.redacted(keptMessage(error));
}

/// The last failure not caused by our key, since the client must never see a key failure as its answer. Null if there
/// is none.
const Failures::Failed* Failures::ofRequest() const
{
    const auto last = std::find_if(m_failures.rbegin(), m_failures.rend(), [](const Failed& failed) { return !failed.isOfKey; });
    return last == m_failures.rend() ? nullptr : &*last;
}

std::string_view Failures::code() const
{
    const Failed* const last = ofRequest();
    if (!last)
        return {};
    const auto* const named = std::ranges::find(kFailureCodes, last->failure, &FailureCode::failure);
    return named == kFailureCodes.end() ? std::string_view() : named->code;
}

Error Failures::finalError(const std::vector<PassedOver>& passedOver) const
{
    if (m_failures.empty())
        return summary(passedOver);
    const auto isLimited = [](const Failed& failed) { return failed.failure == FailureClass::RateLimited; };
    const bool othersAreLimited
        = std::all_of(passedOver.begin(), passedOver.end(),
                      [](const PassedOver& each) { return each.why.kind == ErrorKind::UpstreamRateLimited; });
    if (std::all_of(m_failures.begin(), m_failures.end(), isLimited) && othersAreLimited) {
        Error error = m_failures.back().error;
        error.kind = ErrorKind::UpstreamRateLimited;
        error.status = 0;
        for (const Failed& failed : m_failures)
            error.retryAfter_s = shorterWait(error.retryAfter_s, failed.error.retryAfter_s);
        for (const PassedOver& each : passedOver)
            error.retryAfter_s = shorterWait(error.retryAfter_s, each.why.retryAfter_s);
        error.message = {QT_TRANSLATE_NOOP("Error", "Every target is rate-limited by its provider: %1"), {error.message}};
        return error;
    }
    if (const Failed* const last = ofRequest())
        return last->error;
    return refusedAccount();
}

/// The error of the last attempt, whose provider rejected the key or its account: whatever the status, the request is
/// not to blame.
Error Failures::refusedAccount() const
{
    const Failed& last = m_failures.back();
    const usage::AttemptRecord& record = m_state.record->attempts.back();
    const bool isOfKey = !last.isOfAccount && last.failure != FailureClass::BalanceGone;
    const Sentence remedy = isOfKey ? refusedKeyRemedy(referenceOf(m_state.snapshot->settings, record), mistakeOf(*m_state.snapshot, record))
                                    : routing::accountRemedy(last.failure);
    const Sentence advice = accountAdvice(last.words, remedy);
    const Sentence& reason = record.reason;
    Error error;
    error.kind = routing::isKeyFailure(last.failure) ? ErrorKind::NoUsableKey : ErrorKind::NoUsableTarget;
    if (record.key.empty())
        error.message = Sentence::of(last.isOfAccount ? QT_TRANSLATE_NOOP("Error", "Provider \"%1\" refused the account of its key (%2). %3")
                                                      : QT_TRANSLATE_NOOP("Error", "Provider \"%1\" refused its key (%2). %3"),
            {record.provider, reason, advice});
    else
        error.message = Sentence::of(last.isOfAccount ? QT_TRANSLATE_NOOP("Error", "Provider \"%1\" refused the account of its key \"%2\" (%3). %4")
                                                      : QT_TRANSLATE_NOOP("Error", "Provider \"%1\" refused its key \"%2\" (%3). %4"),
            {record.provider, record.key, reason, advice});
    return error;
}

} // namespace gateway::exchange
