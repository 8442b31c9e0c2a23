#include "package_answers.h"

#include <utility>

namespace gateway::host {

namespace {

constexpr std::string_view kDiversion = "diversion by ";
constexpr std::string_view kNone = "(none)";

/// Removes the first line from `text`.
std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

} // namespace

std::string packageOf(std::string_view answer, std::string_view file)
{
    constexpr std::string_view kBetween = ": ";
    while (!answer.empty()) {
        const std::string_view line = takeLine(answer);
        if (line.starts_with(kDiversion) || !line.ends_with(file)) continue;
        const std::string_view names = line.substr(0, line.size() - file.size());
        if (!names.ends_with(kBetween)) continue;
        const std::string_view first = names.substr(0, names.size() - kBetween.size());
        return std::string(first.substr(0, first.find(", ")));
    }
    return {};
}

PackageVersions versionsOf(std::string_view answer)
{
    PackageVersions versions;
    while (!answer.empty()) {
        const std::string_view line = trimmed(takeLine(answer));
        for (const auto& [name, version] : {std::pair(std::string_view("Installed:"), &versions.installed), std::pair(std::string_view("Candidate:"), &versions.candidate)}) {
            if (!line.starts_with(name) || !version->empty()) continue;
            const std::string_view value = trimmed(line.substr(name.size()));
            if (value != kNone) *version = value;
        }
    }
    return versions;
}

std::string assignedText(std::string_view answer, std::string_view name)
{
    while (!answer.empty()) {
        const std::string_view line = takeLine(answer);
        const std::string begin = std::string(name) + "='";
        if (line.size() > begin.size() && line.starts_with(begin) && line.ends_with('\'')) return std::string(line.substr(begin.size(), line.size() - begin.size() - 1));
    }
    return {};
}

} // namespace gateway::host
