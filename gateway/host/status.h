#pragma once

#include "gateway/config/document.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/text/sentence.h"
#include "gateway/host/checks/port_check.h"
#include "gateway/providers/provider_client.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/routing/health/rest.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// How long before the expiry of the user's own certificate a warning is shown: replacing one takes time.
inline constexpr std::chrono::days kCertificateEndsSoon{30};

/// State of the passphrase-protected key file.
enum class VaultState { Absent, Locked, Open };

/// The keys were stored in one keychain service of this desktop, but only another one is available. Both names.
struct KeychainMove {
    std::string kept;  ///< "KWallet"
    std::string found; ///< "Secret Service"

    bool operator==(const KeychainMove&) const = default;
};

enum class State { Starting, Running, Paused, Failed, Stopping, Stopped };

/// State of the gateway. A value.
struct Status {
    State state = State::Starting;
    std::vector<std::string> urls; ///< "http://127.0.0.1:8080" first; empty: not listening
    std::string missingLoopback; ///< "::1" or "127.0.0.1", if only the other one could be listened on; usually empty
    std::optional<Error> problem;  ///< why it cannot listen (PortTaken names the holder) or use its file
    bool awaitsAddress = false; ///< the machine does not have the configured address: listening starts when it appears
    std::optional<PortFinding> takenPort; ///< if `problem` is PortTaken: which port, and its holder
    std::vector<config::Issue> configIssues; ///< issues of the file as it is now
    std::optional<WallTime> certificateEnds; ///< expiry of the user's own HTTPS certificate, which is not renewed automatically
    std::string certificateSha256; ///< its fingerprint, in hexadecimal digits
    std::optional<Error> httpsProblem; ///< why HTTPS is not served; HTTP is not affected
    std::optional<Error> certificateProblem; ///< problem of the certificate in its current files, while HTTPS is served with the previous
                                             ///< one
    std::optional<PortFinding> takenHttpsPort; ///< if `httpsProblem` is PortTaken
    bool isHung = false;           ///< the gateway thread does not respond: nothing is served
    VaultState vault = VaultState::Absent;
    std::optional<KeychainMove> keychainMove; ///< while set, no key of the keychain can be read or changed
    std::vector<providers::SecretUse> unapproved; ///< secrets that are not sent until their destinations are approved
    bool ledgerFails = false;      ///< its file is unusable: requests are served, but their details are not kept
    bool configNewer = false;      ///< a later version wrote the file: its known fields are in force, and nothing is written
    bool configInvalid = false;    ///< the file is not in force: the last valid one (or the demo) is
    bool configIsDemo = false;     ///< together with configInvalid: no file was valid since the start, so the demo is in force
};

/// `Unapproved`: its destination is not approved yet. `Malformed`: it exists, but cannot be sent in a request.
enum class KeyHealth { Reading, Ready, Missing, Locked, Unavailable, Denied, TimedOut, Disabled, Unapproved, Malformed };

/// One configured key, without its value.
struct KeyStatus {
    std::string name;
    std::string reference; ///< "keychain:deepseek/main"
    KeyHealth health = KeyHealth::Reading;
    Sentence message; ///< from the store, without secrets; may be empty
    bool isElsewhere = false; ///< if Unavailable: there is a keychain, but not the one with the key
};

/// State of the configured keys that are in the keychain.
struct KeychainFacts {
    std::string service; ///< "KWallet"; empty: none was queried yet, or the system has only one
    std::vector<KeyStatus> keys; ///< each reference once, disabled ones included; without names
};

/// `Unapproved`: its secret awaits approval, and it has no other key.
enum class ProviderHealth { Ready, Disabled, KeyProblem, Invalid, Unapproved };

/// One configured provider, as far as its state is known without a request, and what requests reported.
struct ProviderStatus {
    std::string id;
    ProviderHealth health = ProviderHealth::Ready;
    Sentence message; ///< why it is not ready, without secrets; may be empty
    std::vector<KeyStatus> keys;
    std::string address; ///< base URL in use
    std::vector<std::string> listed; ///< models that it lists, as last read; empty: not read, or it has no list
    std::vector<providers::SecretUse> unapproved; ///< secrets that are not sent until approved
    std::vector<routing::Rest> rests; ///< cooldowns of its keys, its models or the whole provider
};

using ProbeResult = providers::ProbeResult;
using LocalEngine = providers::LocalEngine;

} // namespace gateway::host
