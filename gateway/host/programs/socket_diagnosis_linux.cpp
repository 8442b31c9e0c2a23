#include "socket_diagnosis.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace gateway::host {

namespace {

constexpr suseconds_t kPatience_us = 200'000; // the kernel responds at once, or something is wrong
constexpr std::size_t kMapped = 12;           // bytes before the IPv4 address in a mapped one
constexpr unsigned char kListening = 10;      // TCP_LISTEN
constexpr std::array<unsigned char, 3> kNotConnected{kListening, 2, 3}; // that, TCP_SYN_SENT, TCP_SYN_RECV

struct Question {
    nlmsghdr header;
    inet_diag_req_v2 request;
};

bool isIPv4(const http::ConnectionEnd& end)
{
    constexpr std::array<unsigned char, kMapped> kPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    return std::equal(kPrefix.begin(), kPrefix.end(), end.address.begin());
}

void putAddress(const http::ConnectionEnd& end, bool asIPv4, __be32* place)
{
    if (asIPv4)
        std::memcpy(place, end.address.data() + kMapped, end.address.size() - kMapped);
    else
        std::memcpy(place, end.address.data(), end.address.size());
}

Question questionFor(const http::ConnectionEnd& local, const http::ConnectionEnd& remote)
{
    Question question{};
    question.header.nlmsg_len = sizeof question;
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    const bool asIPv4 = isIPv4(local) && isIPv4(remote);
    question.request.sdiag_family = asIPv4 ? AF_INET : AF_INET6;
    question.request.sdiag_protocol = IPPROTO_TCP;
    question.request.idiag_states = ~0U;
    inet_diag_sockid& id = question.request.id;
    id.idiag_sport = htons(local.port);
    id.idiag_dport = htons(remote.port);
    putAddress(local, asIPv4, id.idiag_src);
    putAddress(remote, asIPv4, id.idiag_dst);
    id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return question;
}

} // namespace

SocketDiagnosis::SocketDiagnosis() : m_socket(socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG))
{
    const timeval patience{0, kPatience_us};
    if (m_socket >= 0)
        setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

SocketDiagnosis::~SocketDiagnosis()
{
    if (m_socket >= 0)
        close(m_socket);
}

std::optional<SocketOwner> SocketDiagnosis::find(const http::ConnectionEnd& local, const http::ConnectionEnd& remote)
{
    const Question question = questionFor(local, remote);
    if (send(m_socket, &question, sizeof question, 0) < 0)
        return std::nullopt;
    alignas(nlmsghdr) std::array<char, 1024> answer;
    const ssize_t size = recv(m_socket, answer.data(), answer.size(), 0);
    nlmsghdr header{};
    inet_diag_msg found{};
    if (size < static_cast<ssize_t>(NLMSG_HDRLEN + sizeof found))
        return std::nullopt;
    std::memcpy(&header, answer.data(), sizeof header);
    if (header.nlmsg_type != SOCK_DIAG_BY_FAMILY) // an error: no such socket
        return std::nullopt;
    std::memcpy(&found, answer.data() + NLMSG_HDRLEN, sizeof found);
    const bool isConnected = std::find(kNotConnected.begin(), kNotConnected.end(), found.idiag_state) == kNotConnected.end();
    if (!isConnected || found.id.idiag_sport != htons(local.port) || found.id.idiag_dport != htons(remote.port))
        return std::nullopt;
    return SocketOwner{found.idiag_inode, found.idiag_uid};
}

} // namespace gateway::host
