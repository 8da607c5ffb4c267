/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include "loft/base/text.h"
#include "loft/run/registry.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { NAME = 160 };

void reader_presets(struct reader *r)
{
    struct conf *conf = &r->study->conf;
    for (int i = 0; i < r->study->policy_count; i++) {
        char name[2 * NAME], prefix[NAME], path[PATH_MAX], why[1500];
        snprintf(prefix, sizeof prefix, "policy.%s", r->study->policies[i]);
        snprintf(name, sizeof name, "%s.preset", prefix);
        const struct setting *s = conf_find(conf, NULL, name);
        if (s == NULL || s->value[0] == '\0')
            continue;
        if (conf_locate(s->value, s->folder, ".ini", path, sizeof path)) {
            reader_memory(r, conf_read_below(conf, path, prefix, r->report));
            continue;
        }
        report_error(r->report, s->file, s->line, "'%s': %s", name,
                     conf_missing(s->value, s->folder, ".ini", why, sizeof why));
        snprintf(name, sizeof name, "%s.*", prefix);
        reader_memory(r, conf_know(conf, name));
    }
}

/* One lever of a policy. `lever` is its name in the preset, NULL for a bare lever. */
static void bind_lever(struct reader *r, const char *variant, const char *policy, const char *lever,
                       bool list, struct lever_use *use)
{
    struct conf *conf = &r->study->conf;
    char prefix[3 * NAME], name[2 * NAME];
    if (lever != NULL) {
        snprintf(prefix, sizeof prefix, "policy.%s.%s|policy.%s", policy, lever, policy);
        snprintf(name, sizeof name, "policy.%s.%s.lever", policy, lever);
    } else {
        snprintf(prefix, sizeof prefix, "policy.%s", policy);
        snprintf(name, sizeof name, "policy.%s.lever", policy);
    }
    *use = (struct lever_use){0};
    const struct setting *s = conf_find(conf, variant, name);
    reader_memory(r, conf_know(conf, name));
    if (s == NULL || s->value[0] == '\0') {
        char section[2 * NAME];
        int line;
        snprintf(section, sizeof section, "policy.%s", policy);
        const char *file = reader_where(r, section, &line);
        report_error(r->report, file, line,
                     "the policy '%s' has neither preset nor lever: write `lever = hazard` or "
                     "`preset = NAME` (loft explain levers, loft explain presets)",
                     policy);
        return;
    }
    use->kind = registry_find_lever(s->value);
    if (use->kind == NULL) {
        const char *kinds[16];
        for (int i = 0; i < registry_lever_count; i++)
            kinds[i] = registry_levers[i]->name;
        const char *near = text_nearest_of(s->value, kinds, (size_t)registry_lever_count);
        report_error(r->report, s->file, s->line, "unknown lever '%s'%s%s%s (loft explain levers)",
                     s->value, near != NULL ? ", did you mean '" : "", near != NULL ? near : "",
                     near != NULL ? "'?" : "");
        snprintf(name, sizeof name, "policy.%s.*", policy);
        reader_memory(r, conf_know(conf, name));
        return;
    }
    use->own = mem_new(1, use->kind->size);
    int code = use->own == NULL
                   ? LOFT_ENOMEM
                   : conf_bind(conf, variant, prefix, use->kind->params, use->kind->param_count,
                               r->lists, (size_t)r->list_count, use->own, list, r->report);
    reader_memory(r, code);
}

/* What a policy is made of: one preset for all variants, or one lever. */
static void check_making(struct reader *r, const char *variant, const char *policy,
                         const struct policy_params *params)
{
    char name[NAME];
    snprintf(name, sizeof name, "policy.%s.preset", policy);
    const struct setting *s = conf_find(&r->study->conf, variant, name);
    if (s != NULL && strncmp(s->name, "variant.", 8) == 0)
        report_error(r->report, s->file, s->line,
                     "'%s': a preset can't differ between variants: write another policy", s->name);
    snprintf(name, sizeof name, "policy.%s.lever", policy);
    s = conf_find(&r->study->conf, variant, name);
    if (params->preset != NULL && params->preset[0] != '\0' && s != NULL && s->value[0] != '\0')
        report_error(r->report, s->file, s->line,
                     "the policy '%s' has both preset and lever: the preset names its levers",
                     policy);
}

/* All levers of a policy: those of its preset, or the bare one. */
static int bind_levers(struct reader *r, const char *variant, const char *policy,
                       const struct policy_params *params, bool list,
                       struct lever_use uses[POLICY_LEVERS_MOST])
{
    const char *names[POLICY_LEVERS_MOST + 1];
    char prefix[NAME];
    int count = 0;
    check_making(r, variant, policy, params);
    if (params->preset == NULL || params->preset[0] == '\0') {
        bind_lever(r, variant, policy, NULL, list, &uses[count++]);
    } else {
        struct preset_params preset;
        snprintf(prefix, sizeof prefix, "policy.%s.*", policy);
        if (conf_is_known(&r->study->conf, prefix))
            return 0; /* no such file: reported by reader_presets */
        snprintf(prefix, sizeof prefix, "policy.%s.preset", policy);
        reader_bind(r, NULL, prefix, study_section("preset"), &preset, false);
        snprintf(prefix, sizeof prefix, "policy.%s", policy);
        long found = conf_instances(&r->study->conf, prefix, names, POLICY_LEVERS_MOST + 1);
        for (long n = 0; n < found && n <= POLICY_LEVERS_MOST && count < POLICY_LEVERS_MOST; n++)
            if (strcmp(names[n], "preset") != 0)
                bind_lever(r, variant, policy, names[n], list, &uses[count++]);
        if (count == 0) {
            int line;
            const char *file = reader_where(r, prefix, &line);
            report_error(r->report, file, line, "the preset '%s' has no [lever NAME]",
                         params->preset);
        }
    }
    int kept = 0;
    for (int u = 0; u < count; u++)
        if (uses[u].kind != NULL && uses[u].own != NULL)
            uses[kept++] = uses[u];
    return kept;
}

static bool whole_span(struct param_span span, int32_t low, int32_t high)
{
    return span.low <= low && span.high >= high;
}

static bool same_target(const struct target *a, const struct target *b)
{
    return a->ages.low == b->ages.low && a->ages.high == b->ages.high && a->sex == b->sex &&
           a->origin == b->origin && a->statuses == b->statuses &&
           a->match_groups == b->match_groups &&
           a->weeks_on_benefit.low == b->weeks_on_benefit.low &&
           a->weeks_on_benefit.high == b->weeks_on_benefit.high;
}

static bool has_all(uint64_t bits, int count)
{
    uint64_t all = ((uint64_t)1 << count) - 1;
    return (bits & all) == all;
}

/* Bit of person.targets for a policy's target group; each distinct group of the file has one. */
static int32_t target_bit(struct reader *r, const struct policy_params *p)
{
    struct experiment *e = &r->study->experiment;
    if (whole_span(p->ages, 0, 120) && whole_span(p->weeks_on_benefit, 0, 9999) &&
        has_all(p->sex, SEXES) && has_all(p->origin, ORIGINS) && has_all(p->statuses, STATUSES) &&
        has_all(p->match_groups, MATCH_GROUPS))
        return TARGET_EVERYONE;
    struct target target = {.ages = p->ages,
                            .weeks_on_benefit = p->weeks_on_benefit,
                            .sex = p->sex,
                            .origin = p->origin,
                            .statuses = p->statuses,
                            .match_groups = p->match_groups};
    for (int t = 0; t < e->target_count; t++)
        if (same_target(&e->targets[t], &target))
            return t;
    if (e->target_count == TARGETS_MOST) {
        report_error(r->report, NULL, 0, "more than %d different target groups in one file",
                     TARGETS_MOST);
        return TARGET_EVERYONE;
    }
    e->targets[e->target_count] = target;
    return e->target_count++;
}

static void bind_policy(struct reader *r, const char *variant, int number, bool list,
                        struct policy *policy)
{
    const char *name = r->study->policies[number];
    struct policy_params *p = &r->policies[number];
    char prefix[NAME];
    snprintf(prefix, sizeof prefix, "policy.%s", name);
    reader_bind(r, variant, prefix, study_section("policy"), p, list);
    *policy = (struct policy){.name = name,
                              .id = number,
                              .from = p->from == PARAM_NO_DATE ? 0 : p->from,
                              .to = p->to == PARAM_NO_DATE ? INT32_MAX : p->to,
                              .areas = (uint32_t)p->areas,
                              .target = target_bit(r, p)};
    policy->use_count = bind_levers(r, variant, name, p, list, policy->uses);
    int32_t start = r->study->experiment.plan.start_week;
    if (policy->from < start)
        policy->from = start; /* begins with the run */
}

void reader_policies(struct reader *r, struct variant *variant, const char *name, uint64_t enabled)
{
    variant->policies = mem_new((size_t)r->study->policy_count, sizeof *variant->policies);
    if (variant->policies == NULL) {
        reader_memory(r, LOFT_ENOMEM);
        return;
    }
    for (int i = 0; i < r->study->policy_count; i++)
        if (enabled >> i & 1u)
            bind_policy(r, name, i, name != NULL, &variant->policies[variant->policy_count++]);
}

void reader_idle_policies(struct reader *r, uint64_t used)
{
    for (int i = 0; i < r->study->policy_count; i++) {
        struct policy policy;
        bind_policy(r, NULL, i, true, &policy);
        for (int u = 0; u < policy.use_count; u++)
            mem_free(policy.uses[u].own);
        if (used >> i & 1u)
            continue;
        char section[2 * NAME];
        int line;
        snprintf(section, sizeof section, "policy.%s", r->study->policies[i]);
        const char *file = reader_where(r, section, &line);
        report_warning(r->report, file, line, "no variant enables the policy '%s'",
                       r->study->policies[i]);
    }
}

void reader_preset_alone(struct reader *r)
{
    struct conf *conf = &r->study->conf;
    const char *names[POLICY_LEVERS_MOST + 1];
    struct preset_params preset;
    reader_bind(r, NULL, "preset", study_section("preset"), &preset, true);
    long found = conf_instances(conf, "lever", names, POLICY_LEVERS_MOST + 1);
    if (found == 0)
        report_error(r->report, r->path, 0, "the preset has no [lever NAME]");
    for (long n = 0; n < found && n <= POLICY_LEVERS_MOST; n++) {
        char name[NAME];
        snprintf(name, sizeof name, "lever.%s.lever", names[n]);
        const struct setting *s = conf_find(conf, NULL, name);
        reader_memory(r, conf_know(conf, name));
        const struct lever *kind = s != NULL ? registry_find_lever(s->value) : NULL;
        if (kind == NULL) {
            int line;
            snprintf(name, sizeof name, "lever.%s", names[n]);
            const char *file = reader_where(r, name, &line);
            report_error(r->report, s != NULL ? s->file : file, s != NULL ? s->line : line,
                         "[lever %s]: expected `lever = KIND` (loft explain levers)", names[n]);
            continue;
        }
        void *own = mem_new(1, kind->size);
        snprintf(name, sizeof name, "lever.%s", names[n]);
        int code = own == NULL ? LOFT_ENOMEM
                               : conf_bind(conf, NULL, name, kind->params, kind->param_count,
                                           r->lists, (size_t)r->list_count, own, true, r->report);
        reader_memory(r, code);
        mem_free(own);
    }
}
