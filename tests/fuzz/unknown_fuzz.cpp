// Valid requests and streams with members and types of a vendor's next version in them. The line says where:
//   m  a member in a request     t  an element of an unknown type in a request
//   s  a member in a stream      e  an event of an unknown type in a stream
// followed by four characters: the format, which of its requests (two) or which line of its stream (the second), and
// which object. The text is the member's value, as JSON or as it is; before "%%" and a line's end a request may stand
// that is taken in place of one of the tables'.

#include "input.h"
#include "unknown_members.h"

#include <array>
#include <cstdio>
#include <map>

using fuzz::Input;
using fuzz::require;
using namespace gateway;
using namespace gateway::protocol;

namespace {

/// The requests that the tables of fields are tried with.
const std::vector<Json>& requestsOf(Format client)
{
    static std::map<Format, std::vector<Json>> known;
    std::vector<Json>& requests = known[client];
    if (!requests.empty())
        return requests;
    const auto table = formatTable(client);
    require(table.has_value(), "each client's format has a table");
    for (const FormatField& field : table->fields)
        requests.push_back(field.request(table->places[field.place]));
    return requests;
}

Json valueOf(std::string_view text)
{
    auto value = parseJson(text);
    return value ? std::move(*value) : Json(parseJson(toText(Json(std::string(text))))->get<std::string>());
}

void demand(const std::string& complaint)
{
    if (!complaint.empty())
        std::fprintf(stderr, "%s\n", complaint.c_str());
    require(complaint.empty(), "what is new is carried or named, and neither refused nor the end of a stream");
}

template <class List> const auto& chosen(const List& list, unsigned number) { return list[number % list.size()]; }

void tryRequest(const Input& input, bool isType)
{
    const Format client = chosen(tabledFormats(), input.number(0)).format;
    std::string_view text = input.text();
    std::string_view own;
    if (text.find("%%\n") != std::string_view::npos)
        own = fuzz::takeUntil(text, "%%\n");
    Json request = chosen(requestsOf(client), input.number(1) * 256 + input.number(2));
    if (!own.empty()) {
        auto read = parseJson(own);
        if (!read || !read->is_object())
            return;
        request = std::move(*read);
    }
    const auto places = isType ? tests::openLists(request) : tests::openObjects(client, request);
    if (places.empty())
        return;
    const auto& place = chosen(places, input.number(3));
    demand(isType ? tests::complaintAboutType(client, request, place) : tests::complaintAboutMember(client, request, place, valueOf(text)));
}

void tryMember(const Input& input) { tryRequest(input, false); }

void tryType(const Input& input) { tryRequest(input, true); }

void tryStreamMember(const Input& input)
{
    const tests::Stream& stream = chosen(tests::shortStreams(), input.number(0));
    const std::size_t line = input.number(2) % stream.lines.size();
    const auto event = tests::eventIn(stream.lines[line]);
    if (!event)
        return;
    const auto places = tests::openObjects(stream.upstream, *event);
    demand(tests::complaintAboutMember(stream, line, chosen(places, input.number(3)), valueOf(input.text())));
}

void tryEvent(const Input& input)
{
    const tests::Stream& stream = chosen(tests::shortStreams(), input.number(0));
    demand(tests::complaintAboutType(stream, input.number(2) % stream.lines.size()));
}

struct Trial {
    char letter;
    void (*run)(const Input& input);
};
constexpr std::array kTrials{Trial{'m', tryMember}, Trial{'t', tryType}, Trial{'s', tryStreamMember}, Trial{'e', tryEvent}};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    for (const Trial& trial : kTrials)
        if (trial.letter == input.choice())
            trial.run(input);
    return 0;
}
