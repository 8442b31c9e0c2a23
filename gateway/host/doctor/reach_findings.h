#pragma once

#include "finding.h"
#include "reach.h"

#include "gateway/exchange/snapshot/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

// Findings from connection tests. Pure. Private to the room.

/// Host and port as in a URL, for display.
std::string placeOf(const Door& door);
std::string proxyText(const QNetworkProxy& proxy);

/// Where requests to a provider are sent; empty: nowhere outside this program, or it is unusable.
std::optional<Door> doorOf(const exchange::Provider& provider);
/// For an address such as "http://[::1]:8080"; `caFile` applies to https.
Door ownDoor(const std::string& url, const std::string& caFile);
/// The addresses at which the settings make the gateway listen.
std::vector<std::string> wantedAddresses(const config::ListenSettings& listen);

/// Which program, if any, responds at one of our own addresses. `holder`: name of the program that holds the port, for
/// display; empty: unknown.
Finding portFinding(const std::string& url, const Knock& knock, bool isRunningHere, const std::string& holder);
/// For a provider, or for a host that it needs; `id`: the provider's id.
Finding knockFinding(const std::string& id, const Door& door, const Knock& knock);
/// A provider whose requests would loop back to this gateway, which rejects them; empty: another address.
std::optional<Finding> loopFinding(const exchange::Provider& provider, const Door& door, const config::ListenSettings& listen, const std::vector<std::string>& listensAt);
/// One for each proxy in force, or one that says there is none.
std::vector<Finding> proxyFindings(const exchange::Snapshot& snapshot);

/// Reading of a provider's clock.
struct ClockReading {
    std::string provider;
    std::chrono::seconds ahead{0}; ///< local clock minus the provider's
};
/// Reads the clock from a response with a date; assumes the middle of that second.
std::optional<ClockReading> readClock(const std::string& provider, const Knock& knock);
/// Uses the reading closest to the local clock: a provider's clock may be wrong itself.
Finding clockFinding(const std::vector<ClockReading>& readings);

} // namespace gateway::host
