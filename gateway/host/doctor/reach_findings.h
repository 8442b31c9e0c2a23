#pragma once

#include "finding.h"
#include "reach.h"

#include "gateway/exchange/snapshot/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

// What is said of the doors that were knocked at. Pure. Private to the room.

/// As in a URL, for people.
std::string placeOf(const Door& door);
std::string proxyText(const QNetworkProxy& proxy);

/// Where requests to a provider go; empty: nowhere beyond this program, or it cannot be used.
std::optional<Door> doorOf(const exchange::Provider& provider);
/// Of an address such as "http://[::1]:8080"; `caFile` for https.
Door ownDoor(const std::string& url, const std::string& caFile);
/// The addresses that the settings make the gateway listen at.
std::vector<std::string> wantedAddresses(const config::ListenSettings& listen);

/// Who answers, or does not, at an address of our own. `holder`: the program that has the port, for people; empty: not known.
Finding portFinding(const std::string& url, const Knock& knock, bool isRunningHere, const std::string& holder);
/// Of a provider, or of a host that it needs; `id`: its own.
Finding knockFinding(const std::string& id, const Door& door, const Knock& knock);
/// A provider whose requests would come back to this gateway, which refuses them; empty: another's address.
std::optional<Finding> loopFinding(const exchange::Provider& provider, const Door& door, const config::ListenSettings& listen, const std::vector<std::string>& listensAt);
/// One for each proxy that is in force, or that there is none.
std::vector<Finding> proxyFindings(const exchange::Snapshot& snapshot);

/// What somebody else's clock says.
struct ClockReading {
    std::string provider;
    std::chrono::seconds ahead{0}; ///< of ours against theirs
};
/// Of an answer that has a date; its second has begun at some time in the middle of it.
std::optional<ClockReading> readClock(const std::string& provider, const Knock& knock);
/// By the one that agrees best with ours: one provider's clock may be wrong itself.
Finding clockFinding(const std::vector<ClockReading>& readings);

} // namespace gateway::host
