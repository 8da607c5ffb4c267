/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include "loft/base/date.h"
#include "loft/base/text.h"
#include "loft/conf/describe.h"
#include "loft/run/registry.h"

#include <stdio.h>
#include <string.h>

int reader_memory(struct reader *r, int code)
{
    r->no_memory = r->no_memory || code == LOFT_ENOMEM;
    return code;
}

int reader_bind(struct reader *r, const char *variant, const char *prefix,
                const struct param_section *section, void *out, bool list)
{
    return reader_memory(r, conf_bind(&r->study->conf, variant, prefix, section->params,
                                      section->count, r->lists, (size_t)r->list_count, out, list,
                                      r->report));
}

const char *reader_where(const struct reader *r, const char *name, int *line)
{
    const struct conf *conf = &r->study->conf;
    *line = 0;
    for (long i = conf->section_count - 1; i >= 0; i--)
        if (strcmp(conf->sections[i].name, name) == 0) {
            *line = conf->sections[i].line;
            return conf->sections[i].file;
        }
    return NULL;
}

static bool has_section(const struct reader *r, const char *name)
{
    int line;
    return reader_where(r, name, &line) != NULL;
}

static void add_list(struct reader *r, const char *id, const struct kind *kind)
{
    r->lists[r->list_count++] =
        (struct param_names){.id = id, .names = kind->ids, .count = kind->count};
}

/* Files, command line, presets: everything that is read before anything is bound. */
static int read_files(struct reader *r, const char *path, const struct study_overrides *o)
{
    struct conf *conf = &r->study->conf;
    int code = conf_read(conf, path, r->report);
    for (int i = 0; i < o->set_count; i++)
        reader_memory(r, conf_set(conf, o->sets[i], r->report));
    static const char *const kinds[] = {"policy", "variant", "cohort"};
    for (int k = 0; k < 3; k++)
        reader_memory(r, conf_know_kind(conf, kinds[k]));
    r->has_scenario = has_section(r, "scenario");
    r->has_place = has_section(r, "place");
    r->has_preset = has_section(r, "preset");
    long found = conf_instances(conf, "policy", r->study->policies, POLICIES_MOST);
    if (found > POLICIES_MOST)
        report_error(r->report, path, 0, "more than %d policies in one file", POLICIES_MOST);
    r->study->policy_count = (int)(found < POLICIES_MOST ? found : POLICIES_MOST);
    for (int i = 0; i < r->study->policy_count; i++)
        if (strcmp(r->study->policies[i], "base") == 0) {
            int line;
            const char *file = reader_where(r, "policy.base", &line);
            report_error(r->report, file, line,
                         "no policy may be called 'base': that is the variant without policy");
        }
    reader_presets(r);
    return code == LOFT_ENOMEM ? code : 0;
}

static void read_place(struct reader *r)
{
    struct study *s = r->study;
    struct experiment *e = &s->experiment;
    struct place_params place = {0};
    if (!r->has_place) {
        int line;
        const char *file = reader_where(r, "scenario", &line);
        if (!r->has_preset && s->conf.faults == 0)
            report_error(r->report, file != NULL ? file : r->path, line,
                         "no place: write `extends = odense` in [scenario], or the place's own "
                         "sections (see scenarios/places)");
        return;
    }
    bool good = reader_bind(r, NULL, "place", study_section("place"), &place, true) == 0;
    good &=
        reader_bind(r, NULL, "population", study_section("population"), &e->population, true) == 0;
    if (good)
        reader_memory(r, place_read(&e->place, &place, &e->population, r->report));
    study_note_tables(r, study_section("place"), &place);
    study_note_tables(r, study_section("population"), &e->population);
    if (e->place.names > 0)
        r->lists[r->list_count++] = place_names(&e->place);
    for (int g = 0; g < CSV_GRADES; g++)
        s->grades[g] = e->place.grades[g];
}

static void read_numbers(struct reader *r, const struct study_overrides *o)
{
    struct study *s = r->study;
    struct experiment *e = &s->experiment;
    if (r->has_scenario)
        reader_bind(r, NULL, "scenario", study_section("scenario"), &s->scenario, true);
    reader_bind(r, NULL, "output", study_section("output"), &s->output, true);
    reader_bind(r, NULL, "measures", study_section("measures"), &s->measures, true);
    reader_bind(r, NULL, "study", study_section("study"), &s->study, true);
    e->weeks = (int32_t)(o->weeks >= 0 ? o->weeks : s->scenario.weeks);
    e->replicates = (int32_t)(o->replicates >= 0 ? o->replicates : s->scenario.replicates);
    e->seed = (uint64_t)(o->seed >= 0 ? o->seed : s->scenario.seed);
    int32_t start = e->place.start;
    if (r->has_scenario && s->scenario.start != PARAM_NO_DATE)
        start = s->scenario.start;
    if (start != e->place.start && e->place.names > 0) {
        report_warning(r->report, NULL, 0,
                       "the run starts on another date than the place's margins describe; they are "
                       "taken to hold on that date");
        e->place.start = start;
    }
    e->plan.start_week = start;
    e->plan.weeks = e->weeks;
}

/* The model's parameters of one variant (NULL = base), its schedules and bounds. */
static void read_params(struct reader *r, const char *variant, struct params *params,
                        struct schedules *schedules, bool list)
{
    *params = (struct params){0};
    for (size_t i = 0; i < params_section_count; i++)
        reader_bind(r, variant, params_sections[i].name, &params_sections[i],
                    (char *)params + params_sections[i].offset, list);
    if (!r->has_place)
        return;
    /* the grades of the place are counted once, not for every variant */
    reader_memory(r, schedule_read(params, schedules,
                                   list && variant == NULL ? r->study->grades : NULL, r->report));
    for (size_t i = 0; i < params_section_count && list; i++)
        study_note_tables(r, &params_sections[i], (char *)params + params_sections[i].offset);
}

/* Where a variant stands: its own section, or that of the policy it is named after. */
static const char *where_variant(const struct reader *r, const char *name, int *line)
{
    static const char *const kinds[] = {"variant", "policy"};
    for (int k = 0; k < 2; k++) {
        char section[200];
        snprintf(section, sizeof section, "%s.%s", kinds[k], name);
        const char *file = reader_where(r, section, line);
        if (file != NULL)
            return file;
    }
    *line = 0;
    return r->path;
}

static void add_variant(struct reader *r, const char *name, uint64_t enabled, bool overlay)
{
    struct experiment *e = &r->study->experiment;
    if (e->variant_count == VARIANTS_MOST) {
        report_error(r->report, NULL, 0, "more than %d variants in one file", VARIANTS_MOST);
        return;
    }
    struct variant *v = &e->variants[e->variant_count];
    r->study->names[e->variant_count++] = v->name = name;
    read_params(r, overlay ? name : NULL, &v->params, &v->schedules, overlay);
    reader_policies(r, v, overlay ? name : NULL, enabled);
    char why[1500];
    if (report_code(r->report) != 0 ||
        policy_within_caps(v->policies, v->policy_count, &e->behaviour, &v->params, &v->schedules,
                           why, sizeof why))
        return;
    int line;
    const char *file = where_variant(r, name, &line);
    report_error(r->report, file, line, "variant '%s': %s", name, why);
}

/* base, then the variants of the file, or one per policy. Returns the policies that are used. */
static uint64_t read_variants(struct reader *r)
{
    struct study *s = r->study;
    const char *names[VARIANTS_MOST];
    long found = conf_instances(&s->conf, "variant", names, VARIANTS_MOST);
    uint64_t used = 0;
    s->experiment.variants = mem_new(VARIANTS_MOST, sizeof *s->experiment.variants);
    if (s->experiment.variants == NULL) {
        reader_memory(r, LOFT_ENOMEM);
        return 0;
    }
    add_variant(r, "base", 0, has_section(r, "variant.base"));
    for (long n = 0; n < found && n < VARIANTS_MOST; n++) {
        struct variant_params v = {0};
        char prefix[200];
        snprintf(prefix, sizeof prefix, "variant.%s", names[n]);
        reader_bind(r, NULL, prefix, study_section("variant"), &v, false);
        if (strcmp(names[n], "base") == 0) {
            const struct setting *enable = conf_find(&s->conf, NULL, "variant.base.enable");
            if (v.enable != 0 && enable != NULL)
                report_error(r->report, enable->file, enable->line,
                             "[variant base] is the one without policy");
            continue;
        }
        used |= v.enable;
        add_variant(r, names[n], v.enable, true);
    }
    for (int i = 0; i < s->policy_count && found == 0; i++) {
        used |= (uint64_t)1 << i;
        add_variant(r, s->policies[i], (uint64_t)1 << i, false);
    }
    return used;
}

static void add_cohort(struct tally_plan *plan, struct cohort cohort)
{
    plan->cohorts[plan->cohort_count++] = cohort;
}

/* The date shared by all cohorts: given, else the earliest policy inside the run, else the start.
 */
static void read_cohort_date(struct reader *r, int32_t given)
{
    struct tally_plan *plan = &r->study->experiment.plan;
    int32_t end = plan->start_week + plan->weeks, earliest = INT32_MAX;
    for (int i = 0; i < r->study->policy_count; i++) {
        int32_t from = r->policies[i].from;
        if (from != PARAM_NO_DATE && from >= plan->start_week && from < end && from < earliest)
            earliest = from;
    }
    plan->cohort_week = given != PARAM_NO_DATE  ? given
                        : earliest != INT32_MAX ? earliest
                                                : plan->start_week;
    if (r->has_scenario && (plan->cohort_week < plan->start_week || plan->cohort_week >= end)) {
        report_warning(r->report, NULL, 0,
                       "the cohorts' date lies outside the run; the start of the run is taken");
        plan->cohort_week = plan->start_week;
    }
}

static void refuse_default_name(struct reader *r, const struct tally_plan *plan, const char *name,
                                const char *section)
{
    int line;
    const char *file = reader_where(r, section, &line);
    for (int c = 0; c < DEFAULT_COHORTS; c++)
        if (strcmp(plan->cohorts[c].name, name) == 0)
            report_error(r->report, file, line,
                         "the cohort '%s' exists besides: choose another name", name);
}

static void read_cohorts(struct reader *r)
{
    struct study *s = r->study;
    struct tally_plan *plan = &s->experiment.plan;
    uint32_t everywhere = (1u << s->experiment.place.areas) - 1;
    uint64_t working = ~((uint64_t)1 << STATUS_CHILD | (uint64_t)1 << STATUS_PENSION);
    uint64_t cash = 0;
    for (int status = 0; status < STATUSES; status++)
        if (kind_is_recipient((enum status)status))
            cash |= (uint64_t)1 << status;
    struct param_span adults = {AGE_ADULT, AGE_PENSION - 1}, children = {8, AGE_ADULT - 1};
    add_cohort(plan, (struct cohort){"residents", everywhere, adults, ~0ull, ~0ull, working});
    add_cohort(plan, (struct cohort){"cash_benefit", everywhere, adults, ~0ull, ~0ull, cash});
    add_cohort(plan, (struct cohort){"children", everywhere, children, ~0ull, ~0ull, ~0ull});
    int32_t date = s->measures.cohort_at;
    const char *names[COHORTS_MOST];
    long found = conf_instances(&s->conf, "cohort", names, COHORTS_MOST);
    for (long n = 0; n < found; n++) {
        if (plan->cohort_count == COHORTS_MOST || n == COHORTS_MOST) {
            report_error(r->report, NULL, 0, "more than %d cohorts besides the three default ones",
                         COHORTS_MOST - DEFAULT_COHORTS);
            break;
        }
        struct cohort_params c;
        char prefix[200];
        snprintf(prefix, sizeof prefix, "cohort.%s", names[n]);
        refuse_default_name(r, plan, names[n], prefix);
        reader_bind(r, NULL, prefix, study_section("cohort"), &c, true);
        if (date == PARAM_NO_DATE)
            date = c.at;
        else if (c.at != PARAM_NO_DATE && c.at != date) {
            int line;
            const char *file = reader_where(r, prefix, &line);
            report_error(r->report, file, line,
                         "[cohort %s]: at: a file has one date for all cohorts; this differs from "
                         "the one given before",
                         names[n]);
        }
        add_cohort(plan, (struct cohort){names[n], (uint32_t)c.areas, c.ages, c.sex, c.origin,
                                         c.statuses});
    }
    read_cohort_date(r, date);
}

static void make_plan(struct study *s)
{
    const struct place *place = &s->experiment.place;
    struct tally_plan *plan = &s->experiment.plan;
    plan->areas = place->areas;
    plan->columns = place->names;
    for (int c = 0; c < place->names; c++)
        plan->bits[c] = (uint32_t)place->bits[c];
    plan->focus = (uint32_t)place->bits[place->focus];
    plan->trajectories = (enum trajectories)s->output.trajectories;
    study_make_lists(s);
}

/* Keys of [sweep] belong to `loft sweep`; here they must only be names that exist. */
static void read_sweep(struct reader *r)
{
    struct conf *conf = &r->study->conf;
    for (long i = 0; i < conf->setting_count; i++) {
        struct setting *setting = &conf->settings[i];
        if (strncmp(setting->name, "sweep.", 6) != 0)
            continue;
        reader_memory(r, conf_know(conf, setting->name)); /* what is wrong with it is said here */
        if (conf_is_known(conf, setting->name + 6))
            continue;
        const char *near = text_nearest_of(setting->name + 6, (const char *const *)conf->known,
                                           (size_t)conf->known_count);
        report_error(r->report, setting->file, setting->line, "unknown key '%s'%s%s%s",
                     setting->name, near != NULL ? ", did you mean 'sweep." : "",
                     near != NULL ? near : "", near != NULL ? "'?" : "");
    }
}

/* Without a place nothing that names areas can be checked. */
static void skip_named_sections(struct reader *r)
{
    static const char *const kinds[] = {"policy", "variant", "cohort", "sweep"};
    for (int k = 0; k < 4; k++) {
        char name[40];
        snprintf(name, sizeof name, "%s.*", kinds[k]);
        reader_memory(r, conf_know(&r->study->conf, name));
    }
}

static int finish(struct reader *r)
{
    conf_report_unknown(&r->study->conf, r->report);
    return r->no_memory ? LOFT_ENOMEM : report_code(r->report);
}

static void keep_sources(struct reader *r)
{
    const struct conf *conf = &r->study->conf;
    size_t count = (size_t)conf->effective_count;
    r->study->sources = mem_new(count, sizeof *r->study->sources);
    if (r->study->sources == NULL) {
        reader_memory(r, LOFT_ENOMEM);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        char *source = r->study->sources[i];
        const char *text = describe_source(&conf->effective[i], source, SOURCE_LONGEST);
        if (text != source)
            snprintf(source, SOURCE_LONGEST, "%s", text);
    }
}

int study_read(struct study *study, const char *path, const struct study_overrides *overrides,
               struct report *report)
{
    *study = (struct study){0};
    struct reader r = {.study = study, .report = report, .path = path};
    if (registry_behaviour(&study->experiment.behaviour) != 0 ||
        read_files(&r, path, overrides) != 0)
        return LOFT_ENOMEM;
    add_list(&r, "sex", &kind_sex);
    add_list(&r, "origin", &kind_origin);
    add_list(&r, "status", &kind_status);
    add_list(&r, "match_groups", &kind_match_group);
    r.lists[r.list_count++] = (struct param_names){
        .id = "policies", .names = study->policies, .count = (size_t)study->policy_count};
    if (r.has_preset && !r.has_scenario) {
        reader_preset_alone(&r);
        return finish(&r);
    }
    read_place(&r);
    read_numbers(&r, overrides);
    read_params(&r, NULL, &study->experiment.start_params, &study->experiment.start_schedules,
                true);
    if (study->experiment.place.names == 0) {
        skip_named_sections(&r);
        return finish(&r);
    }
    uint64_t used = read_variants(&r);
    reader_idle_policies(&r, used);
    read_cohorts(&r);
    if (study->study.anatomy)
        study_make_anatomy(&r);
    read_sweep(&r);
    make_plan(study);
    keep_sources(&r);
    return finish(&r);
}
