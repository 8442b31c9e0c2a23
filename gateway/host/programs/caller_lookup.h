#pragma once

#include "gateway/http/connection_ends.h"

#include <string>
#include <vector>

namespace gateway::host {

/// A program that sent a request. Empty: unknown.
struct FoundCaller {
    std::string name; ///< from `callerName()`
    std::string folder; ///< from `projectFolder()`

    bool operator==(const FoundCaller&) const = default;
};

/// Finds the programs that sent requests by the remote ends of their connections. Reads the tables of sockets and
/// processes: for the storage thread.
class CallerLookup {
public:
    /// How to find the owner of a socket: by kernel queries, or from the kernel's tables, which are slow and used where
    /// queries are not allowed.
    enum class Source { Answers, Tables };

    explicit CallerLookup(Source source = Source::Answers) : m_source(source) { }

    /// The program of each connection; empty if the connection is closed, belongs to a process that must not be
    /// inspected or comes from another machine, and on unsupported platforms.
    std::vector<FoundCaller> find(const std::vector<http::ConnectionEnds>& connections);

private:
    std::vector<int> candidates() const;

    [[maybe_unused]] const Source m_source;
    std::vector<int> m_recent; // processes found so far, latest first: most send more requests
};

} // namespace gateway::host
