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

/// A secret and where it is sent: what an approval is for. It never holds the secret.
struct SecretOrigin {
    std::string reference;  ///< "keychain:deepseek/main"
    std::string origin;     ///< scheme, host and port: "https://api.example.com:443"
    std::string verifiedBy; ///< of TLS: empty: the system's authorities; "none"; else the path of `ca_file`
    std::string proxy;      ///< origin of a configured proxy that can read what is sent; empty: there is none

    auto operator<=>(const SecretOrigin&) const = default;
};

/// One place in the configuration that sends a secret.
struct SecretUse {
    std::string provider; ///< its id; empty: the export of traces and metrics
    std::string name;     ///< of the key, header or query parameter; "proxy" for the proxy's password
    SecretOrigin to;
    bool isEnabled = true;
    bool isCatalogs = false; ///< the catalog's own address of that provider type: no approval is needed

    bool operator==(const SecretUse&) const = default;
};

/// Whether the endpoint has an origin of its type's row in the catalog: the host is literal there, or the only setting in it
/// is a region, a single DNS label in front of a literal domain. Never an address of this machine or its network.
bool isCatalogOrigin(const UpstreamEndpoint& endpoint, const CatalogEntry& entry);

/// Every secret that `provider` sends, with each origin that it goes to. Empty where it has no valid address: then nothing is sent.
std::vector<SecretUse> secretUses(const config::ProviderSettings& provider, const Catalog& catalog);
/// The same for all providers, disabled ones included, and for the export of traces. `collector`: the value of
/// OTEL_EXPORTER_OTLP_ENDPOINT. Each use appears once.
std::vector<SecretUse> secretUses(const config::Settings& settings, const Catalog& catalog, const std::string& collector = {});

/// The secrets and origins that somebody has approved. A value.
class ApprovedOrigins {
public:
    /// Errors: ConfigInvalid; then nothing of it is to be believed.
    static Result<ApprovedOrigins> parse(std::string_view text);
    std::string toText() const;

    /// Whether it was new.
    bool add(const SecretOrigin& origin) { return m_origins.insert(origin).second; }
    /// Approves all of them that need it; gives those that are new.
    std::vector<SecretUse> addAll(const std::vector<SecretUse>& uses);
    /// Takes over what `other` has.
    void merge(const ApprovedOrigins& other) { m_origins.insert(other.m_origins.begin(), other.m_origins.end()); }
    bool allows(const SecretUse& use) const { return use.isCatalogs || m_origins.contains(use.to); }

    bool operator==(const ApprovedOrigins&) const = default;

private:
    std::set<SecretOrigin> m_origins;
};

/// The uses that are not approved.
std::vector<SecretUse> unapproved(std::vector<SecretUse> uses, const ApprovedOrigins& approved);
/// Those of `uses` that send a secret to where none of `before` sends it.
std::vector<SecretUse> addedUses(std::vector<SecretUse> uses, const std::vector<SecretUse>& before);
/// Leaves out disabled ones.
std::vector<SecretUse> enabledUses(std::vector<SecretUse> uses);

/// The form for people, `scheme://host[:port]`, of an origin that an approval has.
std::string shownOrigin(const std::string& origin);
/// "https://api.example.com", with what weakens the connection in brackets behind it.
Sentence placeOf(const SecretOrigin& to);
/// "key keychain:deepseek/main of provider "deepseek" may go to https://evil.example".
Sentence permissionText(const SecretUse& use);
/// What is wrong with a use that waits, and what to do: a part of a sentence, and a sentence.
Sentence waitingText(const SecretUse& use);
Sentence approvalRemedy(const SecretUse& use);

} // namespace gateway::providers
