#include "gateway/host/checks/user_check.h"

#include "gateway/host/programs/user_names.h"

#include "catch.h"

using namespace gateway;

TEST_CASE("warns about an unknown user at its position in the list")
{
    const auto own = host::ownUser();
    if (!own)
        return; // no user ids on this system
    config::ListenSettings listen;
    CHECK(host::checkLocalUsers(listen).empty());
    listen.localUsers = {"names", {std::to_string(*own), "no-such-user-here"}};
    const auto issues = host::checkLocalUsers(listen);
    REQUIRE(issues.size() == 1);
    CHECK(issues.front().level == config::Issue::Level::Warning);
    CHECK(issues.front().path == "listen.local_users[1]");
    CHECK_THAT(sentenceOf(issues.front()), Catch::Contains("no user \"no-such-user-here\""));
}

TEST_CASE("explains the spelling of a local_users keyword that was put in a list")
{
    const std::string word = GENERATE("all", "own");
    if (!host::ownUser() || host::userNamed(word))
        return; // no user ids on this system, or a user has that name
    config::ListenSettings listen;
    listen.localUsers = {"names", {word}};
    const auto issues = host::checkLocalUsers(listen);
    REQUIRE(issues.size() == 1);
    CHECK(issues.front().path == "listen.local_users[0]");
    CHECK_THAT(sentenceOf(issues.front()), Catch::Contains("write it as text: \"local_users\": \"" + word + '"'));
}
