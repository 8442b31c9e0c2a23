#pragma once

#include "ui/look/theme.h"

#include <QString>
#include <QTimer>
#include <QWidget>

namespace ui::widgets {

class Label;

/// What is wrong, with its shape, on as many lines as it takes; not there while nothing is.
class ProblemLine : public QWidget {
    Q_OBJECT
public:
    explicit ProblemLine(QWidget* parent = nullptr, look::Status status = look::Status::Error);

    void say(const QString& problem);
    /// Of what is being typed: half a word is no mistake, so it waits until its writer pauses.
    void sayOfTyping(const QString& problem);

private:
    Label* m_text;
    QTimer m_pause;
    QString m_waiting;
};

} // namespace ui::widgets
