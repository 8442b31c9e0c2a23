#include "fake_connection.h"

#include <QTcpSocket>

#include <sys/socket.h>

#include <charconv>

namespace tests {

namespace {

constexpr std::string_view kChat = "/chat/completions";
constexpr std::string_view kModels = "/models";

std::string_view path(std::string_view target) { return target.substr(0, target.find('?')); }

} // namespace

FakeConnection::FakeConnection(QTcpSocket* socket, std::shared_ptr<FakeState> state, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_state(std::move(state))
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_request.connection = m_state->connected();
    m_delay.setSingleShot(true);
    m_delay.setTimerType(Qt::PreciseTimer);
    m_idle.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_delayed = true;
        play();
    });
    connect(&m_idle, &QTimer::timeout, this, &FakeConnection::closeIfIdle);
    connect(m_socket, &QTcpSocket::readyRead, this, &FakeConnection::received);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_isAnswering && !m_delay.isActive())
            play();
    });
    connect(m_socket, &QTcpSocket::disconnected, this, &FakeConnection::gone);
}

void FakeConnection::received()
{
    m_idle.stop();
    const auto bytes = m_socket->readAll();
    m_in.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    while (!m_isAnswering) {
        if (!m_inBody && !readHead())
            return;
        m_in.erase(0, m_body.take(m_in));
        if (m_body.isBroken())
            return reset();
        if (!m_body.isComplete())
            return;
        answer();
    }
}

bool FakeConnection::readHead()
{
    const auto end = m_in.find("\r\n\r\n");
    if (end == std::string::npos)
        return false;
    const auto head = parseHead(std::string_view(m_in).substr(0, end + 4));
    if (!head) {
        reset();
        return false;
    }
    m_request.head = m_in.substr(0, end + 4);
    m_request.headers = head->fields;
    m_in.erase(0, end + 4);
    const auto space = head->startLine.find(' ');
    m_request.method = head->startLine.substr(0, space);
    m_request.target = head->startLine.substr(space + 1, head->startLine.rfind(' ') - space - 1);
    m_request.isChunked = m_request.header("Transfer-Encoding").has_value();
    std::uint64_t length = 0;
    if (const auto text = m_request.header("Content-Length"))
        std::from_chars(text->data(), text->data() + text->size(), length);
    m_body = m_request.isChunked ? BodyReader(BodyReader::Framing::Chunked)
                                 : BodyReader(BodyReader::Framing::Length, length);
    m_inBody = true;
    return true;
}

void FakeConnection::answer()
{
    m_inBody = false;
    m_request.body = m_body.body();
    m_request.at = std::chrono::steady_clock::now();
    m_request.onConnection = ++m_served;
    const auto target = path(m_request.target);
    if (m_served > 1 && m_state->options.closeOnReuse) {
        m_socket->disconnectFromHost();
        m_isAnswering = true; // nothing more is read
        m_index = m_state->keepOther(m_request);
        return;
    }
    if (m_request.method == "POST" && target.ends_with(kChat)) {
        auto behaviour = m_state->admit(m_request, m_index);
        const auto asked = readChatRequest(m_request.body);
        if (behaviour.oneSystem && asked.hasLateSystem) {
            behaviour.status = 400;
            behaviour.message = "System message must be at the beginning.";
        }
        if (!asked.isJson) {
            Behaviour refusal;
            refusal.status = 400;
            begin(planPlainReply(400, errorBody(refusal)));
        } else {
            begin(planChatReply(asked, behaviour, static_cast<int>(m_index) + 1));
        }
        return;
    }
    m_index = m_state->keepOther(m_request);
    if (m_request.method == "GET" && target.ends_with(kModels)) {
        begin(planPlainReply(200, modelListBody(m_state->options.models)));
        return;
    }
    if (const auto told = m_state->calledFor(m_request.method + ' ' + std::string(target))) {
        begin(planGivenReply(*told));
        return;
    }
    begin(planPlainReply(404,
        R"({"error":{"message":"Unknown request URL","type":"invalid_request_error",)"
        R"("param":null,"code":"unknown_url"}})"));
}

void FakeConnection::begin(std::vector<ReplyStep> steps)
{
    m_isAnswering = true;
    m_steps = std::move(steps);
    m_step = 0;
    m_done = 0;
    m_delayed = false;
    play();
}

void FakeConnection::play()
{
    if (m_isPlaying) // flush() emits bytesWritten() immediately
        return;
    m_isPlaying = true;
    while (m_isAnswering && m_step < m_steps.size() && perform(m_steps[m_step])) {
        m_delayed = false;
        if (++m_done < m_steps[m_step].times)
            continue;
        m_done = 0;
        ++m_step;
    }
    m_isPlaying = false;
    if (m_isAnswering && m_step == m_steps.size() && !m_steps.empty())
        finished();
}

bool FakeConnection::perform(const ReplyStep& step)
{
    if (m_socket->bytesToWrite() > 0)
        return false; // the client has not read everything yet
    if (step.after_ms > 0 && !m_delayed) {
        if (!m_delay.isActive())
            m_delay.start(step.after_ms);
        return false;
    }
    switch (step.kind) {
    case ReplyStep::Kind::Write:
        m_socket->write(step.bytes.data(), static_cast<qint64>(step.bytes.size()));
        m_socket->flush();
        m_state->sent(m_index, step.bytes.size()); // who hears of it may rely on its having arrived over loopback
        return true;
    case ReplyStep::Kind::Await:
        return m_state->takePermit();
    case ReplyStep::Kind::Stall:
        return false;
    case ReplyStep::Kind::Reset:
        reset();
        return false;
    case ReplyStep::Kind::Close:
        m_state->ended(m_index, RecordedRequest::End::Whole);
        m_isAnswering = false;
        m_steps.clear();
        m_socket->disconnectFromHost();
        return false;
    }
    return false;
}

void FakeConnection::finished()
{
    m_isAnswering = false;
    m_steps.clear();
    m_state->ended(m_index, RecordedRequest::End::Whole);
    if (m_state->options.idleClose_ms > 0)
        m_idle.start(m_state->options.idleClose_ms);
    if (!m_in.empty() || m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &FakeConnection::received, Qt::QueuedConnection);
}

void FakeConnection::reset()
{
    if (m_isAnswering)
        m_state->ended(m_index, RecordedRequest::End::Whole);
    m_isAnswering = false;
    // With a linger time of 0 the kernel sends RST instead of FIN. Source: POSIX SO_LINGER.
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
}

void FakeConnection::closeIfIdle()
{
    if (!m_isAnswering && !m_inBody && m_in.empty() && m_served > 0)
        m_socket->disconnectFromHost();
}

void FakeConnection::permitted()
{
    if (m_isAnswering && !m_delay.isActive())
        play();
}

void FakeConnection::gone()
{
    if (m_isAnswering)
        m_state->ended(m_index, RecordedRequest::End::Cancelled);
    m_isAnswering = false;
    m_delay.stop();
    m_state->disconnected();
    deleteLater();
}

} // namespace tests
