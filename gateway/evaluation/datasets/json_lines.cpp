#include "byte_source.h"
#include "format_readers.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::evaluation {

namespace {

Result<void> ioFailure(QIODevice& device) { return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot be read: %1"), {device.errorString().toStdString()}}); }

/// Calls `take` with each line that is not blank; it returns whether to go on.
template <class Take> Result<void> eachLine(QIODevice& device, Take take)
{
    ByteSource source(device);
    while (source.peek()) {
        RawRow row;
        row.line = source.line();
        std::string text;
        source.takeUntil("\n", text);
        source.take();
        if (isBlank(text))
            continue;
        if (text.size() > kLongestRow) {
            row.problems.push_back({row.line, {}, {QT_TRANSLATE_NOOP("Error", "is longer than %1 MiB; shorten the row"), {std::to_string(kLongestRow / 1024 / 1024)}}});
        } else if (auto json = parseJson(text)) {
            row.object = std::move(*json);
        } else {
            row.problems.push_back({row.line, {}, {QT_TRANSLATE_NOOP("Error", "is not valid JSON; write one object on one line: %1"), {json.error().message}}});
        }
        if (!take(std::move(row)))
            return {};
    }
    return source.hasFailed() ? ioFailure(device) : Result<void>();
}

/// A line that only sets the template of the following rows.
bool isTemplateLine(const Json& object)
{
    static constexpr std::array<std::string_view, 6> kOfRows{"id", "prompt", "messages", "vars", "reference", "assert"};
    return object.is_object() && object.contains("prompts")
        && std::ranges::none_of(kOfRows, [&object](std::string_view name) { return object.contains(std::string(name)); });
}

/// Tags and id are not part of OpenAI's format, but its readers ignore them.
RawRow fromSample(RawRow sample)
{
    const Json object = std::exchange(sample.object, Json::object());
    if (!object.is_object()) {
        if (sample.problems.empty())
            sample.problems.push_back({sample.line, {}, QT_TRANSLATE_NOOP("Error", "must be a JSON object with \"input\" and \"ideal\"")});
        return sample;
    }
    for (const char* const name : {"id", "tags"})
        if (object.contains(name))
            sample.object[name] = object[name];
    const Json& input = json::fieldOf(object, "input");
    if (input.is_string())
        sample.object["prompt"] = input;
    else if (input.is_array())
        sample.object["messages"] = input;
    else
        sample.problems.push_back({sample.line, "input", QT_TRANSLATE_NOOP("Error", "must be a string or a list of messages")});
    const Json& ideal = json::fieldOf(object, "ideal");
    const bool isTextList = ideal.is_array() && !ideal.empty() && std::ranges::all_of(ideal, [](const Json& text) { return text.is_string(); });
    if (ideal.is_string() || isTextList)
        sample.object["reference"] = ideal;
    else
        sample.problems.push_back({sample.line, "ideal", QT_TRANSLATE_NOOP("Error", "must be a string or a list of strings")});
    return sample;
}

} // namespace

Result<void> readJsonLines(QIODevice& device, const RawRowSink& sink)
{
    SharedTemplate shared;
    return eachLine(device, [&](RawRow row) {
        if (row.problems.empty() && isTemplateLine(row.object)) {
            shared.prompt = readPrompts(row.object, row.line, row.problems);
            const std::string* system = json::findText(row.object, "system");
            shared.system = system ? std::optional(*system) : std::nullopt;
            if (row.problems.empty())
                return true;
        }
        row.shared = shared;
        return sink(std::move(row));
    });
}

Result<void> readOpenAiEvals(QIODevice& device, const RawRowSink& sink)
{
    return eachLine(device, [&](RawRow row) { return sink(fromSample(std::move(row))); });
}

} // namespace gateway::evaluation
