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

/// Keeps an access token for each key that is a Google service account's file, so that
/// requests find a token where the key would be. It is asked for as soon as the key is
/// known and a minute before it ends, again and again where that fails, and is good until
/// it ends. Other keys, tokens among them, stay as they are. Main thread.
class AccessTokenService final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    AccessTokenService(providers::ProviderClient& client, const Clock& clock, QObject* parent = nullptr);

    /// Takes up the key files that enabled providers of `snapshot` use, by way of the first
    /// that uses each; forgets the others. `secrets`: as they were read.
    void follow(const exchange::Snapshot& snapshot, const exchange::ResolvedSecrets& secrets);
    /// The secrets, with a token in the place of each key file. Where there is none an
    /// Error says why.
    exchange::ResolvedSecrets withTokens(exchange::ResolvedSecrets secrets) const;
    /// A first token is being waited for.
    bool isAsking() const;
    /// Whether an answer is on its way, also one that renews.
    bool hasOpenRequests() const;

    /// Asks once, for a key that is not in use. Errors: see `ProviderClient::askToken()`.
    void ask(const Secret& keyFile, const exchange::Provider& provider, providers::ProviderClient::TokenDone done);

    /// Asks for what is due. The service does it by itself.
    void look();

Q_SIGNALS:
    /// There is another token, or another reason why there is none.
    void changed();

private:
    /// In time that goes on while the machine sleeps, and in time that nobody sets.
    struct Moment {
        TimePoint steady;
        WallTime wall;
    };
    struct Entry {
        Secret keyFile;
        providers::UpstreamAccess way;
        Result<Secret> token;
        Moment ends{}; ///< of the token
        Moment due{}; ///< when to ask
        int failures = 0;
        int asked = 0; ///< number of the request that is under way; 0: none
        bool isHopeless = false; ///< until the file is another one
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
