#include "program_words.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/printable.h"
#include "gateway/core/text/utf8.h"

#include <algorithm>
#include <array>

namespace gateway::host {

namespace {

constexpr std::size_t kMaxShown = 80;
constexpr std::size_t kMaxFolder = 60;
constexpr std::size_t kMaxPath = 400;

// Without the version suffix: "python3.11" is python.
constexpr std::array<std::string_view, 16> kInterpreters{"node", "nodejs", "bun", "deno", "python", "pypy", "java", "ruby",
    "perl", "php", "lua", "dotnet", "sh", "bash", "dash", "zsh"};

// Followed by a file or a module.
constexpr std::array<std::string_view, 4> kRunOptions{"-m", "-jar", "--jar", "--module"};
// Followed by code, which is not a name.
constexpr std::array<std::string_view, 5> kCodeOptions{"-c", "-e", "--eval", "-p", "--print"};
// Options with a separate value.
constexpr std::array<std::string_view, 12> kValueOptions{"-r", "--require", "--import", "--loader", "--experimental-loader",
    "-C", "--conditions", "-X", "-W", "-cp", "-classpath", "--class-path"};

template <std::size_t N> bool isOneOf(std::string_view text, const std::array<std::string_view, N>& words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

// Letters, digits, '.', '-' and '_': a file or a module, and no URL with a password.
bool isPlainName(std::string_view text)
{
    static constexpr auto kPlain = asciiSet(".-_");
    const auto isPlain = [](char c) { return kPlain[static_cast<unsigned char>(c)]; };
    return !text.empty() && std::all_of(text.begin(), text.end(), isPlain);
}

bool isInterpreter(std::string_view program)
{
    return isOneOf(program.substr(0, program.find_last_not_of("0123456789.") + 1), kInterpreters);
}

// The script that an interpreter runs; empty if unknown.
std::string scriptOf(const std::vector<std::string>& arguments)
{
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (isOneOf(argument, kCodeOptions))
            return {};
        if (isOneOf(argument, kRunOptions) || argument == "run") // "bun run build"
            continue;
        if (isOneOf(argument, kValueOptions))
            ++i;
        else if (!argument.starts_with('-'))
            return isPlainName(lastPart(argument)) ? lastPart(argument) : std::string();
    }
    return {};
}

std::string programOf(const ProcessFacts& facts)
{
    // The name as invoked, since executables may be named after versions; but some programs write a title of many words
    // there.
    std::string called = facts.arguments.empty() ? std::string() : lastPart(facts.arguments[0]);
    if (called.starts_with('-')) // a login shell
        called.erase(0, 1);
    if (isPlainName(called) && facts.arguments[0].find(' ') == std::string::npos)
        return called;
    const std::string file = lastPart(facts.executable);
    return isPlainName(file) ? file : facts.shortName;
}

std::string shortened(std::string text, std::size_t limit)
{
    text.resize(wholeCharacters(text, limit));
    return printable(text);
}

} // namespace

std::string lastPart(std::string_view path)
{
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::string shortCommandLine(const std::vector<std::string>& arguments)
{
    if (arguments.empty())
        return {};
    std::string text = lastPart(arguments[0]);
    const std::string_view first = arguments.size() > 1 ? std::string_view(arguments[1]) : std::string_view();
    const bool option = isOneOf(first, kRunOptions);
    const std::string script = lastPart(option && arguments.size() > 2 ? std::string_view(arguments[2]) : first);
    const bool isFile = first.find_first_of("./") != std::string_view::npos;
    if (isPlainName(script) && !script.starts_with('-') && (option || isFile))
        text += (option ? ' ' + std::string(first) : std::string()) + ' ' + script;
    return text.substr(0, kMaxShown);
}

std::string callerName(const ProcessFacts& facts, std::string_view home)
{
    std::string text = shortened(programOf(facts), kMaxShown);
    if (text.empty())
        return text;
    if (const std::string script = isInterpreter(text) ? scriptOf(facts.arguments) : std::string(); !script.empty())
        text = shortened(text + ' ' + script, kMaxShown);
    const std::string folder = facts.folder == home ? std::string() : shortened(lastPart(facts.folder), kMaxFolder);
    return folder.empty() ? text : text + " (" + folder + ')';
}

std::string projectFolder(const ProcessFacts& facts, std::string_view home)
{
    return facts.folder == home || facts.folder == "/" ? std::string() : shortened(facts.folder, kMaxPath);
}

} // namespace gateway::host
