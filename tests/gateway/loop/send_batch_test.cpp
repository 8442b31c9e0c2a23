#include "gateway/loop/send_batch.h"

#include "catch.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

using gateway::SendBatch;

namespace {

/// Two sockets that are connected; what is told of the first one.
struct Link final : SendBatch::Sender {
    Link() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == 0); }
    ~Link()
    {
        for (const int end : ends)
            if (end >= 0)
                ::close(end);
    }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    void onSent(std::ptrdiff_t result) override
    {
        REQUIRE_FALSE(told);
        told = result;
    }

    std::string come() const
    {
        std::array<char, 4096> buffer{};
        const ssize_t count = ::recv(ends[1], buffer.data(), buffer.size(), 0);
        return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
    }

    std::array<int, 2> ends{-1, -1};
    std::optional<std::ptrdiff_t> told;
    std::string bytes;
};

bool isRefusedHere()
{
    SendBatch batch;
    Link link;
    const bool isTaken = batch.add(link.ends[0], "x", link);
    batch.send();
    if (!isTaken)
        WARN("this system does not let a program send pieces together: nothing to test");
    return !isTaken;
}

} // namespace

TEST_CASE("pieces of any number leave together, and each sender is told of its own")
{
    if (isRefusedHere())
        return;
    const std::size_t many = GENERATE(1U, 2U, 127U, 128U, 129U, 300U);
    SendBatch batch;
    for (int round = 0; round < 3; ++round) { // it is used again
        std::vector<std::unique_ptr<Link>> links;
        for (std::size_t i = 0; i < many; ++i) {
            Link& link = *links.emplace_back(std::make_unique<Link>());
            link.bytes = "piece " + std::to_string(i);
            REQUIRE(batch.add(link.ends[0], link.bytes, link));
        }
        batch.send();
        batch.send(); // nothing is left
        for (const auto& link : links) {
            REQUIRE(link->told == static_cast<std::ptrdiff_t>(link->bytes.size()));
            CHECK(link->come() == link->bytes);
        }
    }
}

TEST_CASE("one that cannot send does not hold up the others")
{
    if (isRefusedHere())
        return;
    SendBatch batch;
    Link gone;
    ::close(std::exchange(gone.ends[1], -1));
    Link full;
    full.bytes = std::string(1'000'000, 'f');
    while (::send(full.ends[0], full.bytes.data(), full.bytes.size(), 0) > 0) { }
    Link part;
    const std::string much(10'000'000, 'p'); // more than the system takes at once
    Link last;
    REQUIRE(batch.add(gone.ends[0], "nobody hears it", gone));
    REQUIRE(batch.add(full.ends[0], full.bytes, full));
    REQUIRE(batch.add(part.ends[0], much, part));
    REQUIRE(batch.add(-1, "no socket", last));
    Link good;
    REQUIRE(batch.add(good.ends[0], "good", good));
    batch.send();
    CHECK(gone.told == -EPIPE); // and no signal has ended the program
    CHECK(full.told == 0);
    REQUIRE(part.told);
    CHECK(*part.told > 0);
    CHECK(*part.told < static_cast<std::ptrdiff_t>(much.size()));
    CHECK(last.told == -EBADF);
    CHECK(good.told == 4);
    CHECK(good.come() == "good");
}

TEST_CASE("where the system refuses, each piece is to be sent by itself")
{
    Link link;
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit none = before;
    none.rlim_cur = 0; // it needs a descriptor
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    SendBatch batch;
    const bool isTaken = batch.add(link.ends[0], "x", link);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK_FALSE(isTaken);
    CHECK_FALSE(batch.add(link.ends[0], "x", link)); // it is not asked again
    batch.send();
    CHECK_FALSE(link.told);
    CHECK(link.come().empty());
}
