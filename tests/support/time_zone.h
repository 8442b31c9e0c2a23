#pragma once

#include <QByteArray>

#include <ctime>

namespace test {

/// Changes the time zone of this process until the end of the block.
class TimeZone final {
public:
    explicit TimeZone(const char* name) : m_before(qgetenv("TZ")), m_had(qEnvironmentVariableIsSet("TZ")) { set(name); }
    ~TimeZone()
    {
        if (m_had)
            set(m_before.constData());
        else {
            qunsetenv("TZ");
            update();
        }
    }
    TimeZone(const TimeZone&) = delete;
    TimeZone& operator=(const TimeZone&) = delete;

private:
    static void set(const char* name)
    {
        qputenv("TZ", name);
        update();
    }
    static void update()
    {
#ifndef Q_OS_WIN
        tzset();
#else
        _tzset();
#endif
    }

    QByteArray m_before;
    bool m_had;
};

} // namespace test
