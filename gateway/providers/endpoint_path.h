#pragma once

#include "catalog.h"

#include "gateway/core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::providers {

/// What is asked of an upstream.
enum class Operation { Chat, ChatStream, Embeddings, Models, CountTokens };

/// What an upstream's paths are made of beside the model.
struct PathSettings {
    std::string project; ///< Google Cloud
    std::string region; ///< Google Cloud: "global" as well
    std::string apiVersion; ///< Azure's deployments
    std::string deployment; ///< Azure's; empty: the model is its name
    std::string publisher = "google"; ///< Vertex: "anthropic" for Claude

    /// Of a provider's `settings`: "project", "region", "api_version", "deployment".
    static PathSettings of(const std::vector<std::pair<std::string, std::string>>& settings);
};

/// Where a request goes, as path and query: for APIs whose path names the model, or differs
/// with what is asked. A value; any thread.
struct EndpointPath {
    std::string path;
    std::string query; ///< without '?'; empty: none

    std::string target() const { return query.empty() ? path : path + '?' + query; }
    bool operator==(const EndpointPath&) const = default;

    /// `base` is the path of the endpoint's address ("" or "/v1"), without a slash at its
    /// end; what of it the protocol's own path begins with anyway is not said twice. Model
    /// names become path segments, percent-encoded. Errors: ConfigInvalid (a setting that
    /// is missing, named in `param`), UnknownEndpoint (the API has no such operation).
    static Result<EndpointPath> of(Protocol protocol, std::string_view base, const PathSettings& settings,
        Operation operation, std::string_view model);
};

/// The host's beginning for a Google Cloud region: "europe-west1-", "" for "global".
std::string googleRegionPrefix(std::string_view region);

/// `text` as one segment of a path. Source: RFC 3986 §2.3.
std::string pathSegment(std::string_view text);

} // namespace gateway::providers
