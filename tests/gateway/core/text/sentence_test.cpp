#include "catch.h"

#include "gateway/core/text/sentence.h"

#include <string>
#include <type_traits>
#include <vector>

using gateway::Sentence;

namespace {

using Values = std::vector<Sentence>;

// Only a literal, which lupdate finds, converts implicitly to a translatable sentence.
static_assert(std::is_constructible_v<Sentence, const char (&)[6]>);
static_assert(std::is_constructible_v<Sentence, const char (&)[6], Values>);
static_assert(!std::is_constructible_v<Sentence, const char*>);
static_assert(!std::is_constructible_v<Sentence, const char*, Values>);
static_assert(!std::is_constructible_v<Sentence, char*>);
static_assert(!std::is_constructible_v<Sentence, char*, Values>);
static_assert(!std::is_constructible_v<Sentence, char (&)[6]>);
static_assert(!std::is_constructible_v<Sentence, char (&)[6], Values>);
static_assert(!std::is_constructible_v<Sentence, std::string, Values>);
static_assert(!std::is_assignable_v<Sentence&, std::string>);
static_assert(!std::is_assignable_v<Sentence&, const char*>);
static_assert(!std::is_convertible_v<const char*, Sentence>);
static_assert(std::is_constructible_v<Sentence, std::string>); // a value

} // namespace

TEST_CASE("a sentence owns its text")
{
    std::string words = "cannot write %1: a text that is longer than what fits into the object";
    const Sentence of = Sentence::of(words.c_str(), {std::string("/a")});
    const Sentence read = Sentence::read(words, {std::string("/a")});
    words.assign(words.size(), 'x');
    CHECK(toText(of) == "cannot write /a: a text that is longer than what fits into the object");
    CHECK(read == of);
    Sentence moved = of;
    const Sentence copy = moved;
    moved = Sentence("another");
    CHECK(copy == of);
    CHECK(toText(moved) == "another");
}

TEST_CASE("a sentence without a pattern is empty")
{
    CHECK(Sentence().isEmpty());
    CHECK(Sentence("").isEmpty());
    CHECK(Sentence(std::string()).isEmpty());
    CHECK(Sentence::of("").isEmpty());
    CHECK_FALSE(Sentence("words").isEmpty());
    CHECK_FALSE(gateway::asIs("text").isEmpty());
}
