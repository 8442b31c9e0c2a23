#include "port_holder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

namespace gateway::host {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kListenState = "0A"; // TCP_LISTEN
constexpr std::size_t kMaxShown = 80;
constexpr std::size_t kMaxComm = 15; // the kernel cuts the name of a program here

std::string readAll(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

// Adds the inodes of the sockets that listen on `port` in one table of the kernel.
// Source: proc(5), /proc/net/tcp: "sl local_address rem_address st ... inode".
void addListeners(const char* table, int port, std::set<std::string>& inodes)
{
    std::ifstream file(table);
    std::string line;
    std::getline(file, line); // names of the columns
    while (std::getline(file, line)) {
        std::istringstream columns(line);
        std::string slot, local, remote, state, queues, timer, retransmits, user, timeout, inode;
        columns >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> user >> timeout >> inode;
        const auto colon = local.rfind(':');
        if (!columns || state != kListenState || colon == std::string::npos)
            continue;
        int found = 0;
        std::from_chars(local.data() + colon + 1, local.data() + local.size(), found, 16);
        if (found == port)
            inodes.insert("socket:[" + inode + ']');
    }
}

std::vector<int> processes()
{
    std::vector<int> pids;
    std::error_code error;
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        int pid = 0;
        const auto [stop, problem] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (problem == std::errc() && stop == name.data() + name.size())
            pids.push_back(pid);
    }
    std::sort(pids.begin(), pids.end()); // of a master and its workers, the master
    return pids;
}

bool holds(int pid, const std::set<std::string>& inodes)
{
    std::error_code error;
    const fs::path folder = "/proc/" + std::to_string(pid) + "/fd";
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code gone; // closed meanwhile
        if (inodes.contains(fs::read_symlink(entry->path(), gone).string()))
            return true;
    }
    return false;
}

std::string lastPart(std::string_view path)
{
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

// Letters, digits, '.', '-' and '_': a file or a module, and no URL with a password.
bool isPlainName(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
            || c == '_';
    });
}

// The program, and what an interpreter runs: "node server.js", "python3 -m http.server".
std::string shortCommandLine(const std::vector<std::string>& arguments)
{
    constexpr std::array<std::string_view, 2> kRunOptions{"-m", "-jar"};
    if (arguments.empty())
        return {};
    std::string text = lastPart(arguments[0]);
    const std::string_view first = arguments.size() > 1 ? std::string_view(arguments[1]) : std::string_view();
    const bool option = std::find(kRunOptions.begin(), kRunOptions.end(), first) != kRunOptions.end();
    const std::string script = lastPart(option && arguments.size() > 2 ? std::string_view(arguments[2]) : first);
    const bool isFile = first.find_first_of("./") != std::string_view::npos;
    if (isPlainName(script) && !script.starts_with('-') && (option || isFile))
        text += (option ? ' ' + std::string(first) : std::string()) + ' ' + script;
    return text.substr(0, kMaxShown);
}

PortHolder describe(int pid)
{
    const fs::path folder = "/proc/" + std::to_string(pid);
    PortHolder holder{pid};
    holder.program = readAll(folder / "comm");
    while (holder.program.ends_with('\n'))
        holder.program.pop_back();
    std::istringstream commandLine(readAll(folder / "cmdline"));
    std::vector<std::string> arguments;
    for (std::string argument; std::getline(commandLine, argument, '\0');)
        arguments.push_back(argument);
    if (holder.program.size() == kMaxComm && !arguments.empty() && lastPart(arguments[0]).starts_with(holder.program))
        holder.program = lastPart(arguments[0]);
    holder.commandLineShort = shortCommandLine(arguments);
    return holder;
}

} // namespace

std::optional<PortHolder> portHolder(int port)
{
    std::set<std::string> inodes;
    addListeners("/proc/net/tcp", port, inodes);
    addListeners("/proc/net/tcp6", port, inodes);
    if (inodes.empty())
        return std::nullopt;
    for (const int pid : processes())
        if (holds(pid, inodes))
            return describe(pid);
    return PortHolder{};
}

} // namespace gateway::host
