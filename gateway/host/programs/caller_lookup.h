#pragma once

#include "gateway/http/connection_ends.h"

#include <string>
#include <vector>

namespace gateway::host {

/// A program that called. Empty: it is not known.
struct FoundCaller {
    std::string name; ///< as `callerName()` makes it
    std::string folder; ///< as `projectFolder()` does

    bool operator==(const FoundCaller&) const = default;
};

/// Finds the programs that have called, by the other ends of their connections.
/// Reads the tables of sockets and processes: for the storage thread.
class CallerLookup {
public:
    /// Where it learns whose a socket is: the kernel's answers, or its tables, which
    /// are slow and serve where it may not be asked.
    enum class Source { Answers, Tables };

    explicit CallerLookup(Source source = Source::Answers) : m_source(source) { }

    /// The program of each connection; empty where the
    /// connection is gone, belongs to a process that may not be looked at or comes
    /// from elsewhere, and on platforms that do not tell.
    std::vector<FoundCaller> find(const std::vector<http::ConnectionEnds>& connections);

private:
    std::vector<int> candidates() const;

    [[maybe_unused]] const Source m_source;
    std::vector<int> m_recent; // processes that were found, the last one first: most call again
};

} // namespace gateway::host
