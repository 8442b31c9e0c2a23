#include "holder_question.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/ascii.h"
#include "gateway/http/upstream/response_parser.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <algorithm>
#include <string_view>

namespace gateway::host {

namespace {

constexpr int kConnect_ms = 500;
constexpr int kAll_ms = 1000;
constexpr qsizetype kMostOfAnswer = 64 * 1024;
constexpr std::size_t kLongestVersion = 32;
constexpr int kOk = 200;

std::string requestTo(const QHostAddress& host, int port)
{
    const bool isIPv6 = host.protocol() == QAbstractSocket::IPv6Protocol;
    const std::string name = isIPv6 ? '[' + host.toString().toStdString() + ']' : host.toString().toStdString();
    return "GET /health HTTP/1.1\r\nHost: " + name + ':' + std::to_string(port)
        + "\r\nUser-Agent: signalbox/" SIGNALBOX_VERSION "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
}

/// Reads until the peer closes, the time is over, or the limit is reached.
QByteArray answerFrom(QTcpSocket& socket, const QDeadlineTimer& end)
{
    QByteArray answer;
    while (answer.size() < kMostOfAnswer && !end.hasExpired()) {
        const bool isOpen = socket.state() == QAbstractSocket::ConnectedState;
        if (socket.bytesAvailable() == 0 && (!isOpen || !socket.waitForReadyRead(static_cast<int>(end.remainingTime()))))
            break;
        answer += socket.read(kMostOfAnswer - answer.size());
    }
    return answer;
}

/// It is shown to the user, so it must be plausible.
bool isVersion(std::string_view text)
{
    static constexpr auto kAllowed = asciiSet(".+-");
    return !text.empty() && text.size() <= kLongestVersion
        && std::all_of(text.begin(), text.end(), [](char c) { return kAllowed[static_cast<unsigned char>(c)]; });
}

/// The version in a response of Signalbox; empty: not such a response.
std::string versionIn(std::string_view body)
{
    const Result<Json> health = parseJson(body);
    if (!health || !health->is_object())
        return {};
    const auto status = health->find("status");
    const auto version = health->find("version");
    const auto providers = health->find("usable_providers");
    const bool isOurs = status != health->end() && status->is_string() && version != health->end() && version->is_string()
        && providers != health->end() && providers->is_number_integer();
    const std::string given = isOurs ? version->get<std::string>() : std::string();
    return isVersion(given) ? given : std::string();
}

/// A redirect is a response of another program, and is not followed.
HolderAnswer judged(const std::string& answer)
{
    if (answer.empty())
        return {}; // such as the HTTPS port of a Signalbox, which closes the connection
    HolderAnswer anotherProgram{HolderAnswer::From::AnotherProgram};
    http::ResponseParser parser;
    parser.reset(false);
    const auto head = parser.feedHead(answer);
    if (!head || !parser.isHeadDone() || parser.head().status != kOk)
        return anotherProgram;
    std::string body = answer.substr(*head);
    const auto taken = parser.feedBody(body.data(), body.size());
    const std::string version = taken ? versionIn(std::string_view(body).substr(0, taken->body)) : std::string();
    return version.empty() ? anotherProgram : HolderAnswer{HolderAnswer::From::Signalbox, version};
}

} // namespace

HolderAnswer askHolder(int port)
{
    const QDeadlineTimer end(kAll_ms);
    for (const auto loopback : {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}) {
        const QHostAddress host(loopback);
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        socket.setReadBufferSize(kMostOfAnswer);
        socket.connectToHost(host, static_cast<quint16>(port));
        if (!socket.waitForConnected(std::min(kConnect_ms, static_cast<int>(end.remainingTime()))))
            continue;
        socket.write(QByteArray::fromStdString(requestTo(host, port)));
        return judged(answerFrom(socket, end).toStdString());
    }
    return {};
}

std::optional<PortHolder> askedPortHolder(int port)
{
    std::optional<PortHolder> holder = portHolder(port);
    if (holder && holder->pid != QCoreApplication::applicationPid())
        holder->answer = askHolder(port);
    return holder;
}

} // namespace gateway::host
