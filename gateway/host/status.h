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

/// So long before its end a certificate of the user's own is told of: getting another one takes its time.
inline constexpr std::chrono::days kCertificateEndsSoon{30};

/// How it is with the file of keys under a passphrase.
enum class VaultState { Absent, Locked, Open };

/// The keys of the keychain were put into one service of this desktop, and only another one is here. Their names.
struct KeychainMove {
    std::string kept;  ///< "KWallet"
    std::string found; ///< "Secret Service"

    bool operator==(const KeychainMove&) const = default;
};

enum class State { Starting, Running, Paused, Failed, Stopping, Stopped };

/// How the gateway is. A value.
struct Status {
    State state = State::Starting;
    std::vector<std::string> urls; ///< "http://127.0.0.1:8080" first; empty: not listening
    std::string missingLoopback; ///< "::1" or "127.0.0.1", where only the other one worked; usually empty
    std::optional<Error> problem;  ///< what keeps it from listening (PortTaken names the holder) or from its file
    bool awaitsAddress = false; ///< the machine does not have the wanted address: it is listened on as soon as it appears
    std::optional<PortFinding> takenPort; ///< where `problem` is PortTaken: which one, and by whom
    std::vector<config::Issue> configIssues; ///< of the file as it is now
    std::optional<WallTime> certificateEnds; ///< of the user's own one for HTTPS, which nobody renews here
    std::string certificateSha256; ///< its fingerprint, in hexadecimal digits
    std::optional<Error> httpsProblem; ///< what keeps HTTPS from being served; HTTP is not concerned
    std::optional<Error> certificateProblem; ///< of the certificate as its files are now, while HTTPS is served with the one from before
    std::optional<PortFinding> takenHttpsPort; ///< where `httpsProblem` is PortTaken
    bool isHung = false;           ///< the gateway thread does not answer: nothing is served
    VaultState vault = VaultState::Absent;
    std::optional<KeychainMove> keychainMove; ///< no key of the keychain can be read or changed as long as there is one
    std::vector<providers::SecretUse> unapproved; ///< what is not sent until somebody approves where it goes
    bool ledgerFails = false;      ///< its file cannot be used: requests are served, and their details are not kept
    bool configNewer = false;      ///< a later version wrote the file: what is known of it is in force, and nothing is written
    bool configInvalid = false;    ///< the file is not in force: the last good one (or the demo) is
    bool configIsDemo = false;     ///< with that: since the start no file was good, so it is the demo
};

/// `Unapproved`: nobody has approved yet where it would go. `Malformed`: it is there, but no request can carry it.
enum class KeyHealth { Reading, Ready, Missing, Locked, Unavailable, Denied, TimedOut, Disabled, Unapproved, Malformed };

/// One configured key. Never its value.
struct KeyStatus {
    std::string name;
    std::string reference; ///< "keychain:deepseek/main"
    KeyHealth health = KeyHealth::Reading;
    Sentence message; ///< of the store, safe; may be empty
    bool isElsewhere = false; ///< where it is Unavailable: there is a keychain, but not the one with the key
};

/// How it is with the keys that the configuration keeps in the keychain.
struct KeychainFacts {
    std::string service; ///< "KWallet"; empty: none was asked yet, or the system has but one
    std::vector<KeyStatus> keys; ///< each reference once, those that are switched off among them; without names
};

/// `Unapproved`: a secret of it waits for an approval, and it has no other key.
enum class ProviderHealth { Ready, Disabled, KeyProblem, Invalid, Unapproved };

/// One configured provider, as far as it can be known without a request, and what requests told.
struct ProviderStatus {
    std::string id;
    ProviderHealth health = ProviderHealth::Ready;
    Sentence message; ///< why it is not ready, safe; may be empty
    std::vector<KeyStatus> keys;
    std::string address; ///< its base URL in use
    std::vector<providers::SecretUse> unapproved; ///< what is not sent until it is approved
    std::vector<routing::Rest> rests; ///< what of it is passed over after failures: keys, models, itself
};

using ProbeResult = providers::ProbeResult;
using LocalEngine = providers::LocalEngine;

} // namespace gateway::host
