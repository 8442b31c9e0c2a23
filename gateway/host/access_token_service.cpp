#include "access_token_service.h"

#include "gateway/core/log.h"
#include "gateway/host/health/provider_access.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace gateway::host {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kBeforeEnd{60};
constexpr seconds kJitter{20}; // spreads the requests of several accounts
constexpr seconds kFirstRetry{1};
constexpr seconds kLongestRetry{60};
constexpr seconds kRefusedRetry{60}; // somebody has to fix the cause first
constexpr seconds kLongestRefused{600};
constexpr seconds kLongestSleep{30}; // timers do not advance while the machine sleeps

milliseconds jitter(milliseconds most)
{
    return milliseconds(QRandomGenerator::global()->bounded(static_cast<int>(most.count()) + 1));
}

milliseconds afterFailures(int failures, bool isRefused)
{
    constexpr int kMostDoublings = 6;
    const milliseconds first = isRefused ? kRefusedRetry : kFirstRetry;
    const milliseconds most = isRefused ? kLongestRefused : kLongestRetry;
    const milliseconds wait = std::min(first * (1 << std::min(failures - 1, kMostDoublings)), most);
    return wait + jitter(wait / 5);
}

Error waiting() { return {ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "Signing in to Google with the service account")}}; }

/// Adds to any error that it concerns the access token.
Error inWords(Error error)
{
    if (error.kind != ErrorKind::NoUsableKey && error.kind != ErrorKind::UpstreamError)
        error.message = {QT_TRANSLATE_NOOP("Error", "Google issues no token at the moment: %1"), {std::move(error.message)}};
    error.kind = ErrorKind::NoUsableKey;
    return error;
}

} // namespace

AccessTokenService::AccessTokenService(providers::ProviderClient& client, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &AccessTokenService::look);
}

void AccessTokenService::follow(const exchange::Snapshot& snapshot, const exchange::ResolvedSecrets& secrets)
{
    std::map<std::string, Entry> before = std::exchange(m_entries, {});
    for (const exchange::Provider& provider : snapshot.providers) {
        if (!provider.settings->enabled || !provider.endpoint)
            continue;
        for (const config::ProviderKey& key : provider.settings->keys) {
            const auto secret = secrets.find(key.secret);
            if (!key.enabled || provider.holdsBack(key.secret) || m_entries.contains(key.secret) || secret == secrets.end() || !secret->second
                || !providers::isGoogleKeyFile(*secret->second))
                continue;
            auto known = before.find(key.secret);
            const bool isSame = known != before.end() && known->second.keyFile.reveal() == secret->second->reveal();
            Entry entry = isSame ? std::move(known->second)
                                 : Entry{*secret->second, {}, failure(waiting()), {}, in(milliseconds(0))};
            entry.way = wayOf(provider);
            m_entries.emplace(key.secret, std::move(entry));
        }
    }
    look();
}

exchange::ResolvedSecrets AccessTokenService::withTokens(exchange::ResolvedSecrets secrets) const
{
    for (auto& [reference, secret] : secrets) {
        if (!secret || !providers::isGoogleKeyFile(*secret))
            continue;
        const auto entry = m_entries.find(reference);
        const bool isKnown = entry != m_entries.end() && entry->second.keyFile.reveal() == secret->reveal();
        secret = isKnown ? entry->second.token : failure(waiting());
    }
    return secrets;
}

bool AccessTokenService::isAsking() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
        [](const auto& each) { return each.second.asked != 0 && each.second.failures == 0 && !each.second.token; });
}

bool AccessTokenService::hasOpenRequests() const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [](const auto& each) { return each.second.asked != 0; });
}

void AccessTokenService::ask(
    const Secret& keyFile, const exchange::Provider& provider, providers::ProviderClient::TokenDone done)
{
    const auto account = providers::parseGoogleAccount(keyFile);
    if (account)
        return m_client.askToken(wayOf(provider), *account, m_clock.wallNow(), std::move(done));
    QMetaObject::invokeMethod(
        this, [done = std::move(done), error = account.error()] { done(failure(error)); }, Qt::QueuedConnection);
}

void AccessTokenService::look()
{
    bool hasEnded = false;
    for (auto& [reference, entry] : m_entries) {
        if (entry.token && isPast(entry.ends)) {
            entry.token =
                failure(inWords({ErrorKind::UpstreamError, {QT_TRANSLATE_NOOP("Error", "Google issued no new token before the previous one expired")}}));
            hasEnded = true;
        }
        if (entry.asked == 0 && !entry.isHopeless && isPast(entry.due))
            askFor(reference, entry);
    }
    schedule();
    if (hasEnded)
        Q_EMIT changed();
}

void AccessTokenService::askFor(const std::string& reference, Entry& entry)
{
    const int request = entry.asked = ++m_requests;
    const auto done = [this, reference, request](Result<providers::AccessToken> answer) {
        const auto found = m_entries.find(reference);
        if (found == m_entries.end() || found->second.asked != request)
            return; // its key has changed meanwhile
        found->second.asked = 0;
        answered(found->second, std::move(answer));
    };
    const auto account = providers::parseGoogleAccount(entry.keyFile);
    entry.isHopeless = !account;
    if (account)
        m_client.askToken(entry.way, *account, m_clock.wallNow(), done);
    else
        QMetaObject::invokeMethod(
            this, [done, error = account.error()] { done(failure(error)); }, Qt::QueuedConnection);
}

void AccessTokenService::answered(Entry& entry, Result<providers::AccessToken> answer)
{
    if (!answer) {
        refused(entry, answer.error());
    } else {
        const milliseconds valid = answer->validFor;
        entry.failures = 0;
        entry.token = std::move(answer->token);
        entry.ends = in(valid);
        entry.due = in(std::max(valid - kBeforeEnd - jitter(kJitter), valid / 2));
        Q_EMIT changed();
    }
    schedule();
}

void AccessTokenService::refused(Entry& entry, const Error& error)
{
    ++entry.failures;
    entry.due = in(afterFailures(entry.failures, error.kind == ErrorKind::NoUsableKey));
    qCWarning(logSecrets, "No access token: %s", error.text().c_str());
    if (entry.token && !isPast(entry.ends))
        return; // the last token is still valid
    const Error words = inWords(error);
    if (!entry.token && entry.token.error() == words)
        return;
    entry.token = failure(words);
    Q_EMIT changed();
}

AccessTokenService::Moment AccessTokenService::in(milliseconds time) const
{
    return {m_clock.now() + time, m_clock.wallNow() + time};
}

bool AccessTokenService::isPast(const Moment& moment) const
{
    return m_clock.now() >= moment.steady || m_clock.wallNow() >= moment.wall;
}

void AccessTokenService::schedule()
{
    m_next.stop();
    std::optional<milliseconds> next;
    for (const auto& [reference, entry] : m_entries) {
        if (entry.asked != 0 && !entry.token)
            continue;
        const TimePoint wanted = entry.asked != 0 || entry.isHopeless ? entry.ends.steady : entry.due.steady;
        if (entry.isHopeless && !entry.token)
            continue;
        const auto rest = std::chrono::ceil<milliseconds>(wanted - m_clock.now());
        next = std::min(next.value_or(kLongestSleep), std::max(rest, milliseconds(0)));
    }
    if (next)
        m_next.start(*next);
}

} // namespace gateway::host
