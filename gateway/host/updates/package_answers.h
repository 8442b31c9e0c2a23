#pragma once

#include <string>
#include <string_view>

namespace gateway::host {

/// Parsers for the output of Debian's package tools with LC_ALL=C. All pure.

/// The package that owns `file`, from the output of `dpkg-query --search`; with its architecture if there are several:
/// "libc6:amd64". Empty: none. Source: dpkg-query(1).
std::string packageOf(std::string_view answer, std::string_view file);

/// Versions of one package; empty: not available.
struct PackageVersions {
    std::string installed;
    std::string candidate; ///< the version that would be installed now

    bool operator==(const PackageVersions&) const = default;
};
/// Parses the output of `apt-cache policy` for one package. Source: apt-cache(8).
PackageVersions versionsOf(std::string_view answer);

/// The value after `name=` in the output of `apt-config shell`; empty: not present. Source: apt-config(8).
std::string assignedText(std::string_view answer, std::string_view name);

} // namespace gateway::host
