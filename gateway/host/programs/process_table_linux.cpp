#include "process_table.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits.h>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace gateway::host {

namespace {

constexpr std::string_view kListenState = "0A"; // TCP_LISTEN
constexpr std::string_view kSocket = "socket:[";

std::string folderOf(int pid) { return "/proc/" + std::to_string(pid); }

std::string readAll(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::string linkAt(const std::string& path)
{
    std::array<char, PATH_MAX> target;
    const ssize_t size = readlink(path.c_str(), target.data(), target.size());
    return size < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(size));
}

template <class Number> Number numberIn(std::string_view text, int base = 10)
{
    Number number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, base);
    return number;
}

std::string_view nextColumn(std::string_view& line)
{
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::string_view column = line.substr(0, line.find(' '));
    line.remove_prefix(column.size());
    return column;
}

// "0100007F:1F90": each 32 bits of the address as a number in host byte order.
std::optional<http::ConnectionEnd> endIn(std::string_view text)
{
    constexpr std::size_t kDigits = 8;
    constexpr std::size_t kWord = 4;
    const auto colon = text.find(':');
    if (colon != kDigits && colon != 4 * kDigits)
        return std::nullopt;
    http::ConnectionEnd end;
    std::size_t at = colon == kDigits ? end.address.size() - kWord : 0;
    if (colon == kDigits)
        end.address[10] = end.address[11] = 0xFF;
    for (std::size_t i = 0; i < colon; i += kDigits, at += kWord) {
        const auto word = numberIn<std::uint32_t>(text.substr(i, kDigits), 16);
        std::memcpy(end.address.data() + at, &word, kWord);
    }
    end.port = numberIn<std::uint16_t>(text.substr(colon + 1), 16);
    return end;
}

// Source: proc(5), /proc/net/tcp: "sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode".
std::optional<TcpSocket> socketIn(std::string_view line)
{
    nextColumn(line);
    const auto local = endIn(nextColumn(line));
    const auto remote = endIn(nextColumn(line));
    if (!local || !remote)
        return std::nullopt;
    TcpSocket socket{*local, *remote};
    socket.isListening = nextColumn(line) == kListenState;
    for (int skipped = 0; skipped < 3; ++skipped)
        nextColumn(line);
    socket.user = numberIn<std::uint32_t>(nextColumn(line));
    nextColumn(line);
    socket.inode = numberIn<std::uint64_t>(nextColumn(line));
    return socket;
}

} // namespace

void forEachTcpSocket(const std::function<void(const TcpSocket&)>& use)
{
    for (const char* const table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        std::ifstream file(table);
        for (std::string line; std::getline(file, line);)
            if (const auto socket = socketIn(line)) // skips the column names
                use(*socket);
    }
}

std::vector<int> processes()
{
    namespace fs = std::filesystem;
    std::vector<int> pids;
    std::error_code error;
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        int pid = 0;
        const auto [stop, problem] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (problem == std::errc() && stop == name.data() + name.size())
            pids.push_back(pid);
    }
    std::sort(pids.begin(), pids.end());
    return pids;
}

void forEachSocketOf(int pid, const std::function<bool(std::uint64_t inode)>& use)
{
    struct Close {
        void operator()(DIR* folder) const { closedir(folder); }
    };
    const std::unique_ptr<DIR, Close> folder(opendir((folderOf(pid) + "/fd").c_str()));
    if (!folder)
        return;
    std::array<char, 64> target; // the target of a file that is not a socket may be longer
    while (const dirent* const entry = readdir(folder.get())) {
        const ssize_t size = readlinkat(dirfd(folder.get()), entry->d_name, target.data(), target.size());
        const std::string_view text(target.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
        if (text.starts_with(kSocket) && !use(numberIn<std::uint64_t>(text.substr(kSocket.size()))))
            return;
    }
}

ProcessFacts factsOf(int pid)
{
    const std::string folder = folderOf(pid);
    ProcessFacts facts;
    std::istringstream commandLine(readAll(folder + "/cmdline"));
    for (std::string argument; std::getline(commandLine, argument, '\0');)
        facts.arguments.push_back(argument);
    facts.executable = linkAt(folder + "/exe");
    facts.folder = linkAt(folder + "/cwd");
    facts.shortName = readAll(folder + "/comm");
    while (facts.shortName.ends_with('\n'))
        facts.shortName.pop_back();
    return facts;
}

bool mayLookAt(std::uint32_t user) { return geteuid() == 0 || user == geteuid(); }

} // namespace gateway::host
