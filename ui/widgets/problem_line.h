#pragma once

#include "ui/look/theme.h"

#include <QString>
#include <QTimer>
#include <QWidget>

namespace ui::widgets {

class Label;

/// A problem with its shape, on as many lines as necessary; hidden while there is none.
class ProblemLine : public QWidget {
    Q_OBJECT
public:
    explicit ProblemLine(QWidget* parent = nullptr, look::Status status = look::Status::Error);

    void say(const QString& problem);
    /// For text being typed: unfinished input is not an error, so the message waits for a pause.
    void sayOfTyping(const QString& problem);

private:
    Label* m_text;
    QTimer m_pause;
    QString m_waiting;
};

} // namespace ui::widgets
