#include "http_client.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QTcpSocket>

#include <sys/socket.h>

#include <charconv>

namespace tests {

namespace {

constexpr int kConnect_ms = 10000;

int statusOf(const std::string& startLine)
{
    int status = 0;
    if (startLine.size() >= 12)
        std::from_chars(startLine.data() + 9, startLine.data() + 12, status);
    return status;
}

BodyReader bodyReader(const HttpAnswer& answer, bool isHead)
{
    if (isHead || answer.status == 204 || answer.status == 304 || answer.status / 100 == 1)
        return BodyReader(BodyReader::Framing::Length, 0);
    if (answer.isChunked)
        return BodyReader(BodyReader::Framing::Chunked);
    if (const auto text = answer.header("Content-Length")) {
        std::uint64_t length = 0;
        std::from_chars(text->data(), text->data() + text->size(), length);
        return BodyReader(BodyReader::Framing::Length, length);
    }
    return BodyReader(BodyReader::Framing::UntilClose);
}

} // namespace

HttpClient::HttpClient(int port, const std::string& address)
    : m_socket(std::make_unique<QTcpSocket>())
{
    m_socket->connectToHost(QHostAddress(QString::fromStdString(address)), static_cast<quint16>(port));
    m_socket->waitForConnected(kConnect_ms);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

bool HttpClient::isConnected() const { return m_socket->state() == QAbstractSocket::ConnectedState; }

void HttpClient::keepBuffersSmall(int bytes)
{
    m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, bytes);
    m_socket->setReadBufferSize(bytes);
}

void HttpClient::send(std::string_view bytes)
{
    m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    m_socket->flush();
    const QDeadlineTimer deadline(kWait_ms);
    while (isConnected() && m_socket->bytesToWrite() > 0 && !deadline.hasExpired())
        m_socket->waitForBytesWritten(static_cast<int>(deadline.remainingTime()));
}

void HttpClient::close() { m_socket->close(); }

void HttpClient::reset()
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
}

void HttpClient::finishSending() { ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR); }

bool HttpClient::receive(int limit_ms)
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(limit_ms) && m_socket->bytesAvailable() == 0) {
        if (!isConnected())
            m_answer.isClosed = true;
        return false;
    }
    const auto bytes = m_socket->readAll();
    m_in.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    m_answer.arrivals.push_back({std::chrono::steady_clock::now(), static_cast<std::size_t>(bytes.size())});
    return true;
}

template <class Until> bool HttpClient::readWhile(Until until, int limit_ms)
{
    const QDeadlineTimer deadline(limit_ms);
    if (m_answer.status != 0)
        takeBody(); // what arrived unsolicited
    while (!until()) {
        if (deadline.hasExpired() || !receive(static_cast<int>(deadline.remainingTime())))
            return until();
        if (m_answer.status != 0)
            takeBody();
    }
    return true;
}

void HttpClient::takeBody()
{
    const auto used = m_body.take(m_in);
    m_answer.raw.append(m_in, 0, used);
    m_in.erase(0, used);
    m_answer.body.append(m_body.body(), m_answer.body.size()); // only the new part of a large body
    m_answer.isComplete = m_body.isComplete();
}

bool HttpClient::readHead(int limit_ms, bool isHead)
{
    m_answer = {};
    if (!readWhile([this] { return m_in.find("\r\n\r\n") != std::string::npos; }, limit_ms))
        return false;
    const auto end = m_in.find("\r\n\r\n") + 4;
    m_answer.head = m_in.substr(0, end);
    m_answer.raw = m_answer.head;
    m_in.erase(0, end);
    const auto head = parseHead(m_answer.head);
    if (!head)
        return false;
    m_answer.headers = head->fields;
    m_answer.status = statusOf(head->startLine);
    m_answer.isChunked = equalsIgnoringCase(m_answer.headerOr("Transfer-Encoding"), "chunked");
    m_body = bodyReader(m_answer, isHead);
    takeBody();
    return true;
}

bool HttpClient::readBodyUntil(std::string_view text, std::size_t from, int limit_ms)
{
    const auto holds = [&] { return m_answer.body.find(text, from) != std::string::npos; };
    readWhile([&] { return holds() || m_answer.isComplete; }, limit_ms);
    return holds();
}

bool HttpClient::readBodySize(std::size_t size, int limit_ms)
{
    readWhile([&] { return m_answer.body.size() >= size || m_answer.isComplete; }, limit_ms);
    return m_answer.body.size() >= size;
}

bool HttpClient::readToEnd(int limit_ms)
{
    readWhile([this] { return m_answer.isComplete || m_body.isBroken(); }, limit_ms);
    if (m_answer.isClosed) {
        m_body.closed();
        m_answer.isComplete = m_body.isComplete();
    }
    return m_answer.isComplete;
}

HttpAnswer HttpClient::readAnswer(bool isHead, int limit_ms)
{
    if (readHead(limit_ms, isHead))
        readToEnd(limit_ms);
    return m_answer;
}

bool HttpClient::waitForClose(int limit_ms)
{
    const QDeadlineTimer deadline(limit_ms);
    while (isConnected() && !deadline.hasExpired())
        receive(static_cast<int>(deadline.remainingTime()));
    return !isConnected();
}

std::string toText(const HttpRequest& request, int port)
{
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\n";
    if (!field(request.headers, "Host"))
        text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
    for (const auto& [name, value] : request.headers)
        text += name + ": " + value + "\r\n";
    if (request.method == "POST" && !field(request.headers, "Content-Type"))
        text += "Content-Type: application/json\r\n";
    if ((request.method == "POST" || !request.body.empty()) && !field(request.headers, "Content-Length")
        && !field(request.headers, "Transfer-Encoding"))
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return text + "\r\n" + request.body;
}

HttpAnswer exchange(int port, const HttpRequest& request)
{
    HttpClient client(port);
    client.send(toText(request, port));
    return client.readAnswer(request.method == "HEAD");
}

HttpAnswer chat(int port, const std::string& body, const Fields& headers)
{
    return exchange(port, {.headers = headers, .body = body});
}

HttpAnswer get(int port, const std::string& target, const Fields& headers)
{
    return exchange(port, {.method = "GET", .target = target, .headers = headers});
}

std::vector<std::string> eventData(std::string_view body)
{
    constexpr std::string_view kData = "data:";
    std::vector<std::string> values;
    while (!body.empty()) {
        const auto end = body.find('\n');
        auto line = body.substr(0, end);
        body = end == std::string_view::npos ? std::string_view{} : body.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.starts_with(kData))
            continue;
        line.remove_prefix(kData.size());
        if (line.starts_with(' '))
            line.remove_prefix(1);
        values.emplace_back(line);
    }
    return values;
}

} // namespace tests
