#include "user_names.h"

#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <vector>

namespace gateway::host {

std::optional<std::uint32_t> ownUser() { return geteuid(); }

std::optional<std::uint32_t> userNamed(const std::string& name)
{
    constexpr std::size_t kRoom = 4096;
    constexpr std::size_t kMostRoom = 1024 * 1024;
    std::uint32_t id = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), id);
    if (problem == std::errc() && end == name.data() + name.size())
        return id;
    for (std::vector<char> room(kRoom); room.size() <= kMostRoom; room.resize(2 * room.size())) {
        passwd entry{};
        passwd* found = nullptr;
        const int error = getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found);
        if (error == ERANGE)
            continue;
        return found ? std::optional<std::uint32_t>(found->pw_uid) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace gateway::host
