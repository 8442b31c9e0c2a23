#include "catch.h"

#include "gateway/exchange/failures.h"

#include <string>

using namespace gateway;
using gateway::exchange::Failures;

namespace {

const std::string kPrompt(200, 'p');

} // namespace

TEST_CASE("does not store long quotes of the client's content with an error")
{
    struct Row {
        const char* name;
        Sentence message;
        std::string kept;
    };
    const auto row = GENERATE(values<Row>({
        {"a short value", {"\"%1\" must be one of \"%2\"", {std::string("role"), std::string("user")}}, "\"role\" must be one of \"user\""},
        {"a long value", {"\"%1\" must not be \"%2\"", {std::string("role"), kPrompt}}, "\"role\" must not be \"...\""},
        {"a long field", {"\"%1\" is not known here", {kPrompt}}, "\"" + kPrompt + "\" is not known here"},
        {"a nested value", {"%1: %2", {std::string("messages"), Sentence("wants a role, not \"%1\"", {kPrompt})}}, "messages: wants a role, not \"...\""},
        {"an unstructured text", asIs("the body says \"" + kPrompt + "\" here"), "the body says \"...\" here"},
    }));
    CAPTURE(row.name);
    CHECK(toText(Failures::keptMessage(Error{ErrorKind::InvalidRequest, row.message})) == row.kept);
}

TEST_CASE("limits a stored error message to 500 bytes")
{
    const Sentence kept = Failures::keptMessage(Error{ErrorKind::UpstreamUnreachable, {"%1 cannot be reached: %2", {std::string(300, 'a'), std::string(400, 'b')}}});
    CHECK(toText(kept).size() <= 510); // and a truncation mark
    CHECK(toText(kept).starts_with("aaa"));
}
