#pragma once

#include "app/signalbox/notices/notice_rules.h"
#include "app/signalbox/notices/notifier.h"

#include <string>
#include <vector>

/// Records what a desktop would be told.
class FakeNotifier final : public app::Notifier {
public:
    void show(const app::Notice& notice) override { shown.push_back(notice); }
    void retract(const QString& matter) override { retracted.push_back(matter); }
    std::vector<app::Notice> shown;
    std::vector<QString> retracted;
};

/// "+key/deepseek -rest/qwen ": notices shown and withdrawn.
inline std::string told(const std::vector<app::NoticeStep>& steps)
{
    std::string text;
    for (const app::NoticeStep& step : steps)
        text += (step.isRetraction ? "-" : "+") + step.notice.matter().toStdString() + ' ';
    return text;
}
