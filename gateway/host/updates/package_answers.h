#pragma once

#include <string>
#include <string_view>

namespace gateway::host {

/// What the tools of Debian's packages print with LC_ALL=C. All pure.

/// The package of `file` in the answer of `dpkg-query --search`; with its architecture where there are several:
/// "libc6:amd64". Empty: none. Source: dpkg-query(1).
std::string packageOf(std::string_view answer, std::string_view file);

/// Of one package; an empty one is not there.
struct PackageVersions {
    std::string installed;
    std::string candidate; ///< what would be installed now

    bool operator==(const PackageVersions&) const = default;
};
/// From the answer of `apt-cache policy` for one package. Source: apt-cache(8).
PackageVersions versionsOf(std::string_view answer);

/// What stands behind `name=` in the answer of `apt-config shell`; empty: it is not there. Source: apt-config(8).
std::string assignedText(std::string_view answer, std::string_view name);

} // namespace gateway::host
