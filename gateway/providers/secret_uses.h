#pragma once

#include "catalog.h"
#include "upstream_endpoint.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"

#include <compare>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::providers {

/// A secret and its destination: the subject of an approval. Does not contain the secret.
struct SecretOrigin {
    std::string reference;  ///< "keychain:deepseek/main"
    std::string origin;     ///< scheme, host and port: "https://api.example.com:443"
    std::string verifiedBy; ///< for TLS: empty: the system's authorities; "none"; else the path of `ca_file`
    std::string proxy;      ///< origin of a configured proxy that can read the traffic; empty: none

    auto operator<=>(const SecretOrigin&) const = default; // NOLINT(modernize-use-nullptr): the zero is the compiler's own
};

/// A place in the configuration that sends a secret.
struct SecretUse {
    std::string provider; ///< its id; empty: the export of traces and metrics
    std::string name;     ///< of the key, header or query parameter; "proxy" for the password of the proxy
    SecretOrigin to;
    bool isEnabled = true;
    bool isCatalogs = false; ///< the catalog's own address for that provider type: needs no approval

    bool operator==(const SecretUse&) const = default;
};

/// Whether the endpoint has an origin from its type's catalog entry: the host is literal there, or its only setting is
/// a region, a single DNS label before a literal domain. Never an address on this machine or its network.
bool isCatalogOrigin(const UpstreamEndpoint& endpoint, const CatalogEntry& entry);

/// Every secret that `provider` sends, with each destination. Empty if it has no valid address: then nothing is sent.
std::vector<SecretUse> secretUses(const config::ProviderSettings& provider, const Catalog& catalog);
/// The same for all providers, disabled ones included, and for the export of traces. `collector`: the value of
/// OTEL_EXPORTER_OTLP_ENDPOINT. Each use appears once.
std::vector<SecretUse> secretUses(const config::Settings& settings, const Catalog& catalog, const std::string& collector = {});

/// The approved secrets and destinations. A value.
class ApprovedOrigins {
public:
    /// Errors: ConfigInvalid; then nothing in the text is trusted.
    static Result<ApprovedOrigins> parse(std::string_view text);
    std::string toText() const;

    /// Returns whether it is new.
    bool add(const SecretOrigin& origin) { return m_origins.insert(origin).second; }
    /// Approves all uses that need it; returns the new ones.
    std::vector<SecretUse> addAll(const std::vector<SecretUse>& uses);
    /// Adds the approvals of `other`.
    void merge(const ApprovedOrigins& other) { m_origins.insert(other.m_origins.begin(), other.m_origins.end()); }
    bool allows(const SecretUse& use) const { return use.isCatalogs || m_origins.contains(use.to); }

    bool operator==(const ApprovedOrigins&) const = default;

private:
    std::set<SecretOrigin> m_origins;
};

/// The uses without approval.
std::vector<SecretUse> unapproved(std::vector<SecretUse> uses, const ApprovedOrigins& approved);
/// The uses that send a secret to a destination that is not in `before`.
std::vector<SecretUse> addedUses(std::vector<SecretUse> uses, const std::vector<SecretUse>& before);
/// The uses that are not disabled.
std::vector<SecretUse> enabledUses(std::vector<SecretUse> uses);

/// The display form, `scheme://host[:port]`, of an origin in an approval.
std::string shownOrigin(const std::string& origin);
/// "https://api.example.com", followed by whatever weakens the connection, in parentheses.
Sentence placeOf(const SecretOrigin& to);
/// "key keychain:deepseek/main of provider "deepseek" may go to https://evil.example".
Sentence permissionText(const SecretUse& use);
/// Text about a use that awaits approval, with the remedy: a part of a sentence, and a sentence.
Sentence waitingText(const SecretUse& use);
Sentence approvalRemedy(const SecretUse& use);

} // namespace gateway::providers
