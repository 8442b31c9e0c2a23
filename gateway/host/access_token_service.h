#pragma once

#include "gateway/core/clock.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/provider_client.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <string>

namespace gateway::host {

/// Keeps an access token for each key that is a Google service account file, so that requests find a token in place of
/// the key. A token is requested as soon as the key is known and again one minute before it expires; failed requests
/// are repeated, and the current token stays in use until it expires. Other keys, including ready-made tokens, are left
/// unchanged. Main thread.
class AccessTokenService final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    AccessTokenService(providers::ProviderClient& client, const Clock& clock, QObject* parent = nullptr);

    /// Starts keeping tokens for the key files that enabled providers of `snapshot` use, each through the first
    /// provider that uses it, and forgets the others. `secrets`: the secrets as read.
    void follow(const exchange::Snapshot& snapshot, const exchange::ResolvedSecrets& secrets);
    /// Returns `secrets` with each key file replaced by its token. A key file without a token is replaced by an Error
    /// with the reason.
    exchange::ResolvedSecrets withTokens(exchange::ResolvedSecrets secrets) const;
    /// Whether a first token is still awaited.
    bool isAsking() const;
    /// Whether a token request is in progress, renewals included.
    bool hasOpenRequests() const;

    /// Requests a token once, for a key that is not in use. Errors: see `ProviderClient::askToken()`.
    void ask(const Secret& keyFile, const exchange::Provider& provider, providers::ProviderClient::TokenDone done);

    /// Requests the tokens that are due. The service calls this itself.
    void look();

Q_SIGNALS:
    /// Emitted when there is a new token, or a new reason why there is none.
    void changed();

private:
    /// A moment by the steady clock, which also counts while the machine sleeps and cannot be set, and by the wall
    /// clock.
    struct Moment {
        TimePoint steady;
        WallTime wall;
    };
    struct Entry {
        Secret keyFile;
        providers::UpstreamAccess way;
        Result<Secret> token;
        Moment ends{}; ///< when the token expires
        Moment due{}; ///< when to request the next one
        int failures = 0;
        int asked = 0; ///< number of the request in progress; 0: none
        bool isHopeless = false; ///< no further requests until the file changes
    };

    void askFor(const std::string& reference, Entry& entry);
    void answered(Entry& entry, Result<providers::AccessToken> answer);
    void refused(Entry& entry, const Error& error);
    Moment in(std::chrono::milliseconds time) const;
    bool isPast(const Moment& moment) const;
    void schedule();

    providers::ProviderClient& m_client;
    const Clock& m_clock;
    std::map<std::string, Entry> m_entries; // by reference
    QTimer m_next;
    int m_requests = 0;
};

} // namespace gateway::host
