#include "references.h"

#include "id_letters.h"
#include "request_outline.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <optional>

namespace gateway::protocol {

namespace {

/// A longer value is not an id.
constexpr std::size_t kLongestValue = 4096;

bool isBlankChar(char c) { return c == ' ' || c == '\t'; }

/// The header that `text` begins with, including its continuation lines.
std::string_view headerIn(std::string_view text)
{
    std::size_t end = text.find('\n');
    while (end != std::string_view::npos && end + 1 < text.size() && isBlankChar(text[end + 1]))
        end = text.find('\n', end + 1);
    return text.substr(0, end);
}

int hexDigit(char c)
{
    return isDigit(c) ? c - '0' : asciiLower(c) >= 'a' && asciiLower(c) <= 'f' ? asciiLower(c) - 'a' + 10 : -1;
}

/// In lower case with words separated by underscores, without any escapes.
std::string plainName(std::string_view value)
{
    std::string name;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const bool isCode = value[i] == '%' && i + 2 < value.size() && hexDigit(value[i + 1]) >= 0 && hexDigit(value[i + 2]) >= 0;
        if (isCode) {
            name += static_cast<char>(hexDigit(value[i + 1]) * 16 + hexDigit(value[i + 2]));
            i += 2;
        } else if (value[i] != '\\') {
            name += value[i];
        }
    }
    return wordsOfName(name);
}

std::optional<Reference::Kind> kindOf(std::string_view name)
{
    const auto holds = [name](std::string_view part) { return name.find(part) != std::string_view::npos; };
    if (holds("file_id"))
        return Reference::Kind::File;
    if (holds("previous_response_id"))
        return Reference::Kind::Response;
    return holds("conversation") ? std::optional(Reference::Kind::Conversation) : std::nullopt;
}

/// The kind of a field, by its disposition. Form readers differ in how they treat quotes and escapes, so every `name`
/// in it counts.
std::optional<Reference::Kind> kindIn(std::string_view disposition)
{
    constexpr std::string_view kName = "name";
    const std::string lower = asciiLower(disposition);
    for (std::size_t at = lower.find(kName); at != std::string::npos; at = lower.find(kName, at + 1)) {
        const bool isOther = at > 0 && isOfId(lower[at - 1]); // "filename"
        const std::size_t equals = lower.find_first_not_of(" \t\r\n*0123456789", at + kName.size());
        if (isOther || equals == std::string::npos || lower[equals] != '=')
            continue;
        if (const auto kind = kindOf(plainName(disposition.substr(equals, lower.find(';', equals) - equals))))
            return kind;
    }
    return {};
}

/// The value after the headers at the beginning of `rest`; empty if the headers do not end.
std::string_view valueIn(std::string_view rest)
{
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n', end + 1)) {
        const std::string_view next = rest.substr(end + 1);
        if (!next.starts_with('\n') && !next.starts_with("\r\n"))
            continue;
        const std::string_view value = next.substr(next.find('\n') + 1);
        return value.starts_with("--") ? std::string_view() : value.substr(0, value.find("\n--"));
    }
    return {};
}

void addIds(std::string_view value, Reference::Kind kind, std::vector<Reference>& found)
{
    constexpr std::size_t kMostShown = 100;
    const std::string field = kind == Reference::Kind::File ? "file_id" : kind == Reference::Kind::Response ? "previous_response_id" : "conversation";
    if (value.size() > kLongestValue) {
        found.push_back({kind, std::string(value.substr(0, kMostShown)), field}); // an id that nobody owns
        return;
    }
    for (auto at = std::ranges::find_if(value, isOfId); at != value.end(); at = std::find_if(at, value.end(), isOfId)) {
        const auto end = std::find_if_not(at, value.end(), isOfId);
        found.push_back({kind, std::string(at, end), field});
        at = end;
    }
}

/// Reads `json` as one value, and each line that begins like one, as the requests of a batch do. Unreadable text has no
/// references.
void addJson(std::string_view json, bool isMentioned, std::vector<Reference>& found)
{
    const auto add = [&](std::string_view value) {
        value = trimmed(value, " \t\r\n");
        if (!value.starts_with('{') && !value.starts_with('['))
            return;
        std::string object = value.starts_with('{') ? std::string(value) : "{\"value\":" + std::string(value) + '}';
        const std::size_t size = object.size();
        object.append(kJsonPadding, ' ');
        auto references = referencesIn(std::string_view(object).substr(0, size), true);
        for (Reference& each : references ? *references : std::vector<Reference>()) {
            each.isMentioned |= isMentioned;
            found.push_back(std::move(each));
        }
    };
    json.remove_prefix(byteOrderMark(json));
    json = trimmed(json, " \t\r\n");
    add(json);
    for (std::size_t end = json.find('\n'); end != std::string_view::npos; end = json.find('\n')) {
        add(json.substr(0, end));
        json.remove_prefix(end + 1);
        if (json.find('\n') == std::string_view::npos)
            add(json);
    }
}

/// Whether it is the caller's own metadata.
bool isNotes(std::string_view header) { return plainName(header).find("name=\"metadata\"") != std::string::npos; }

} // namespace

std::vector<Reference> referencesInForm(std::string_view form)
{
    constexpr std::string_view kHeader = "content-disposition";
    std::vector<Reference> found;
    for (std::size_t at = form.find(':'); at != std::string_view::npos; at = form.find(':', at + 1)) {
        std::size_t end = at;
        while (end > 0 && isBlankChar(form[end - 1]))
            --end;
        if (end < kHeader.size() || !equalsIgnoringCase(form.substr(end - kHeader.size(), kHeader.size()), kHeader))
            continue;
        const std::string_view rest = form.substr(at + 1);
        const std::string_view header = headerIn(rest);
        if (const auto kind = kindIn(header))
            addIds(valueIn(rest), *kind, found);
        else if (!isNotes(header))
            addJson(valueIn(rest), plainName(header).find("filename") != std::string::npos, found);
    }
    return found;
}

} // namespace gateway::protocol
