#include "upstream_answer.h"

#include "gateway/core/text/printable.h"
#include "gateway/secrets/redaction.h"

#include <QByteArray>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace gateway::providers {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMaxWords = 500; // bytes
constexpr std::string_view kGeminiModels = "models/"; // prefix of each name. Source: Gemini API "Models"; read 2026-11-21

std::string_view textAt(const dom::element& object, std::initializer_list<std::string_view> names)
{
    std::string_view text;
    for (const std::string_view name : names)
        if (object[name].get(text) == simdjson::SUCCESS && !text.empty())
            return text;
    return {};
}

bool listIn(const dom::element& root, dom::array& list)
{
    return root.get(list) == simdjson::SUCCESS || root["data"].get(list) == simdjson::SUCCESS
        || root["models"].get(list) == simdjson::SUCCESS;
}

/// One line, at most `kMaxWords` long and not cut inside a character.
std::string oneLine(std::string_view text)
{
    std::string line(text.substr(0, kMaxWords));
    if (text.size() > kMaxWords) {
        while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xc0) == 0x80)
            line.pop_back();
        if (!line.empty())
            line.pop_back(); // removes a part of the character, or a whole one
        line += "...";
    }
    std::replace_if(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return line;
}

} // namespace

Sentence modelListRemedy() { return QT_TRANSLATE_NOOP("Error", "Enter the models that you use in \"models\" of the provider."); }

Result<ModelList> parseModelList(std::string_view body, std::string_view owner)
{
    if (std::cmp_greater(body.size(), kLargestModelList))
        return failure(ErrorKind::UpstreamProtocolError,
            {QT_TRANSLATE_NOOP("Error", "the list of models is larger than %1 MiB. %2"), {std::to_string(kLargestModelList / (1024 * 1024)), modelListRemedy()}});
    dom::parser parser;
    dom::element root;
    dom::array list;
    const simdjson::padded_string padded(body);
    if (parser.parse(padded).get(root) != simdjson::SUCCESS || !listIn(root, list))
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "the answer is not a list of models")});
    ModelList models;
    std::unordered_set<std::string_view> seen;
    for (const dom::element row : list) {
        std::string_view name = textAt(row, {"id", "name", "model"});
        if (name.starts_with(kGeminiModels))
            name.remove_prefix(kGeminiModels.size());
        if (name.empty() || (!owner.empty() && textAt(row, {"owned_by"}) != owner))
            continue;
        const bool isUsable = name.size() <= kLongestModelName && models.names.size() < kMostModels && isPrintable(name);
        if (!isUsable)
            ++models.leftOut;
        else if (seen.insert(name).second)
            models.names.emplace_back(name);
    }
    return models;
}

std::string upstreamWords(std::string_view body)
{
    dom::parser parser;
    dom::element root;
    dom::element error;
    std::string_view text;
    const simdjson::padded_string padded(body);
    if (parser.parse(padded).get(root) != simdjson::SUCCESS)
        return {};
    if (dom::element first; root.at(0).get(first) == simdjson::SUCCESS) // Gemini wraps its error in a list
        root = first;
    if (root["error"].get(error) == simdjson::SUCCESS) {
        if (error.get(text) == simdjson::SUCCESS)
            return oneLine(text);
        if (text = textAt(error, {"message", "detail", "code"}); !text.empty())
            return oneLine(text);
    }
    return oneLine(textAt(root, {"message", "detail", "error_msg", "msg"}));
}

std::string withoutCredentials(const std::string& text, const UpstreamAccess& access)
{
    std::vector<Secret> values;
    for (const auto& [name, value] : access.authorization) {
        values.emplace_back(value);
        if (const auto space = value.find(' '); space != std::string::npos)
            values.emplace_back(value.substr(space + 1)); // after "Bearer"
        if (name.starts_with('?'))
            values.emplace_back(QByteArray::fromPercentEncoding(QByteArray::fromStdString(value)).toStdString());
    }
    return secrets::Redactor(values).redact(text);
}

Error refusalOf(const UpstreamAccess& access, int status, std::string_view body, bool hasModel)
{
    struct Meaning { int status; ErrorKind kind; const char* words; };
    static constexpr std::array kMeanings{
        Meaning{401, ErrorKind::NoUsableKey, QT_TRANSLATE_NOOP("Error", "the key was rejected")},
        Meaning{402, ErrorKind::NoUsableKey, QT_TRANSLATE_NOOP("Error", "the account has no balance left")},
        Meaning{403, ErrorKind::NoUsableKey, QT_TRANSLATE_NOOP("Error", "the key does not have permission for this")},
        Meaning{404, ErrorKind::UpstreamError, QT_TRANSLATE_NOOP("Error", "not found: check the address and the model")},
        Meaning{429, ErrorKind::UpstreamRateLimited, QT_TRANSLATE_NOOP("Error", "the provider's rate limit is reached")},
    };
    Error error{ErrorKind::UpstreamError, {QT_TRANSLATE_NOOP("Error", "the provider answered with status %1"), {std::to_string(status)}}};
    for (const Meaning& meaning : kMeanings)
        if (meaning.status == status) {
            error.kind = meaning.kind;
            error.message = Sentence::of(meaning.words);
        }
    if ((status == 401 || status == 403) && access.keyMistake)
        error.message = {QT_TRANSLATE_NOOP("Error", "%1: it %2"), {error.message, Sentence::of(toText(*access.keyMistake))}};
    if (status == 404 && !hasModel)
        error.message = {QT_TRANSLATE_NOOP("Error", "not found: check the address")};
    if (status >= 300 && status < 400)
        error.message = {QT_TRANSLATE_NOOP("Error", "the address redirects elsewhere, and redirects are not followed with a key: check the address")};
    error.status = status;
    error.detail = withoutCredentials(upstreamWords(body), access);
    if (!error.detail.empty())
        error.message = {QT_TRANSLATE_NOOP("Error", "%1: %2"), {error.message, error.detail}};
    return error;
}

} // namespace gateway::providers
